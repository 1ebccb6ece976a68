"""Options that several commands share."""

import os
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import click

from amparo.cli.answer import Refusal, clock
from amparo.settings import SettingsWrong, read_settings

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


def _refuse_unless_there(folder: Path) -> None:
    """A mistyped folder must not look like a home in which all is well."""
    if not folder.exists():
        raise Refusal(f"There is no home in {folder}.")
