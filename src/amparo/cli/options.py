"""Options that several commands share."""

import os
from collections.abc import Callable
from contextlib import nullcontext, suppress
from datetime import date
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import click

from amparo.cli.answer import Refusal, clock
from amparo.purposes import Purpose
from amparo.settings import SettingsWrong, read_settings
from amparo.words.agencies import Role

_Command = TypeVar("_Command", bound=Callable[..., Any])


class Day(click.ParamType[date]):
    """A day, YYYY-MM-DD."""

    name = "day"

    def convert(self, value: Any, param: Any, ctx: Any) -> date:
        """The day that was written."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a day; write it as 2024-05-31.", param, ctx)


def as_json(command: _Command) -> _Command:
    """``--json``."""
    return click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")(command)


def two_days(command: _Command) -> _Command:
    """``--on`` and ``--known-at``."""
    on = click.option("--on", type=Day(), help="True on this day (default: now).")
    known = click.option("--known-at", type=Day(), help="As known at the end of this day.")
    return on(known(command))


def new_home_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """``home_option`` for a command that makes a home where there is none."""
    return home_option(command, makes=True)


def home_option(command: Callable[..., Any], *, makes: bool = False) -> Callable[..., Any]:
    """``--home``, and the open home as the command's first argument, closed when it returns."""

    @wraps(command)
    def with_home(*arguments: Any, home_folder: Path | None, **options: Any) -> Any:
        from amparo.actions.home import (  # noqa: PLC0415  # the database
            HomeRefused,
            close_home,
            open_home,
        )
        from amparo.actions.ingest import NotSettled, settle  # noqa: PLC0415

        if home_folder is not None:
            os.environ["AMPARO_HOME"] = str(home_folder)
        try:
            settings = read_settings()
            if not makes:
                _refuse_unless_there(settings.home)
            home = open_home(settings)
        except (SettingsWrong, HomeRefused) as wrong:
            raise Refusal(str(wrong)) from None
        try:
            # What an earlier command took in and could not finish is finished first.
            with suppress(NotSettled):
                settle(home, clock())
            return command(home, *arguments, **options)
        finally:
            close_home()

    return click.option(
        "--home",
        "home_folder",
        type=click.Path(path_type=Path, file_okay=False),
        help="The data folder (default: AMPARO_HOME, else ./.amparo).",
    )(with_home)


def asks(
    usual: Role, *, maybe_nobody: bool = False
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """``--as``: who runs the command, handed on as its ``asker``.

    ``maybe_nobody``: the command also answers what anyone may ask, and then takes None.

    Put it under ``home_option``. A look that is refused, or that cannot be accounted for, ends the
    command with its reason.
    """

    def with_asker(command: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(command)
        def asked(home: Any, *arguments: Any, as_: str | None, **options: Any) -> Any:
            from amparo.actions.asking import LookRefused, NotAccounted  # noqa: PLC0415
            from amparo.actions.home import HomeRefused  # noqa: PLC0415  # the database
            from amparo.actions.people import who_asks  # noqa: PLC0415

            try:
                asker = None
                with suppress(HomeRefused) if maybe_nobody and as_ is None else nullcontext():
                    asker = who_asks(
                        home, clock(), as_, usual, noted=not (maybe_nobody and as_ is None)
                    )
                return command(home, *arguments, asker=asker, **options)
            except (HomeRefused, LookRefused, NotAccounted) as wrong:
                raise Refusal(str(wrong)) from None

        says = f"Who asks, in a made-up home: a slug (default: {usual})."
        return click.option("--as", "as_", metavar="PERSON", help=says)(asked)

    return with_asker


def purpose_option(command: _Command) -> _Command:
    """``--purpose``."""
    return click.option(
        "--purpose",
        type=PurposeName(),
        help="Why you ask (default: what your open work is about).",
    )(command)


class PurposeName(click.ParamType[Purpose]):
    """A purpose of the fixed list."""

    name = "purpose"

    def convert(self, value: Any, param: Any, ctx: Any) -> Purpose:
        """The purpose that was written; what is not in the list cannot be asked."""
        try:
            return Purpose(value)
        except ValueError:
            known = ", ".join(Purpose)
            self.fail(f"There is no purpose {value!r}. Purposes are: {known}.", param, ctx)


def _refuse_unless_there(folder: Path) -> None:
    """A mistyped folder must not look like a home in which all is well."""
    if not folder.exists():
        raise Refusal(f"There is no home in {folder}.")
