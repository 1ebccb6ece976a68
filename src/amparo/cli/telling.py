"""``amparo tell``: facts that a person tells at a desk, for a duty of theirs."""

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

import click
import msgspec

from amparo.actions.home import Home
from amparo.cli.answer import Refusal, clock, print_json, print_table, progress
from amparo.cli.options import Day, as_json, asks, home_option
from amparo.events import (
    AddressProposed,
    ConcernDisposed,
    ContactAttempted,
    FlagContested,
    NoticeChecked,
    NotToBeIssuedDecided,
    OrderDecided,
    ReportedMissing,
    ToldAtDesk,
)
from amparo.events.desk import (
    Authority,
    Channel,
    Contact,
    Contesting,
    Disposition,
    Evidence,
    SentTo,
)
from amparo.events.safety import Answer
from amparo.purposes.asker import Asker
from amparo.words.addresses import read_address
from amparo.words.agencies import Role

_Command = Callable[..., Any]
_ANSWERS = (Answer.YES, Answer.NO, Answer.DONT_KNOW, Answer.REFUSED)


class _Common(msgspec.Struct, frozen=True):
    """What every telling says beside its own: for which duty, when, what it corrects."""

    home: Home
    asker: Asker
    duty: str
    on: date | None
    replaces: str | None
    taken_back: bool
    as_json: bool


@click.group()
def tell() -> None:
    """Tell a fact for a duty of yours. Nothing is overwritten: a correction is a new fact."""


def _one_of(name: str, words: Iterable[str], says: str, **more: Any) -> _Command:
    choice = click.Choice([str(one) for one in words])
    return click.option(name, type=choice, help=says, **more)


def _answer(name: str, says: str, **more: Any) -> _Command:
    return _one_of(name, _ANSWERS, says, **more)


def _by(usual: Role) -> Callable[[_Command], _Command]:
    """The options of every telling, handed on as one; who tells it is the ``usual`` one."""

    def with_all(command: _Command) -> _Command:
        def told(  # noqa: PLR0917  # click hands over one argument for each option
            home: Home,
            duty: str,
            on: date | None,
            replaces: str | None,
            taken_back: bool,  # noqa: FBT001
            as_json: bool,  # noqa: FBT001
            asker: Asker,
            **own: Any,
        ) -> None:
            command(_Common(home, asker, duty, on, replaces, taken_back, as_json), **own)

        told.__name__, told.__doc__ = command.__name__, command.__doc__
        told.__click_params__ = getattr(command, "__click_params__", [])  # type: ignore[attr-defined]
        wrapped: _Command = asks(usual)(told)
        for add in (
            click.option("--taken-back", is_flag=True, help="The fact of --replaces was not so."),
            click.option("--replaces", metavar="FACT", help="The fact that this one corrects."),
            click.option("--on", type=Day(), help="The day on which it was so (default: now)."),
            as_json,
            home_option,
            click.argument("duty"),
        ):
            wrapped = add(wrapped)
        return wrapped

    return with_all


@tell.command()
@_by(Role.FIELD_SPECIALIST)
@_one_of("--outcome", Contact, "What came of it.", required=True)
@_one_of("--channel", Channel, "How it was tried.", default=str(Channel.CALL), show_default=True)
@_answer("--lives-there", "Whether the child lives there, as the household says.")
@_answer("--is-well", "Whether the child is well, as the child says.")
@_answer("--notice-came", "Whether notice of the missed hearing reached them.")
def contact(common: _Common, **says: str | None) -> None:
    """One attempt to reach the child or sponsor, to ask whether the child is well."""
    _tell(common, ContactAttempted, says)


@tell.command()
@_by(Role.FIELD_SPECIALIST)
@_one_of("--to", Authority, "To whom the child was reported missing.", required=True)
@click.option("--report-number", required=True, help="The report's number. It is encrypted.")
def missing(common: _Common, to: str, report_number: str) -> None:
    """A report to the police or NCMEC that the child is missing. Nothing else permits the word."""
    _tell(common, ReportedMissing, {"to": to}, {"report_number": report_number})


@tell.command()
@_by(Role.FIELD_SPECIALIST)
@click.option("--line", required=True, help="Street number and street.")
@click.option("--unit", help="Apartment or unit.")
@click.option("--city", required=True)
@click.option("--state", required=True)
@click.option("--zip", "zip_", required=True)
@_one_of("--evidence", Evidence, "What it rests on.", required=True)
def address(  # noqa: PLR0917  # an address has so many parts
    common: _Common, line: str, unit: str | None, city: str, state: str, zip_: str, evidence: str
) -> None:
    """The best-evidenced address, proposed by ORR to counsel or by counsel to ORR, and no other."""
    parts = {"address_line": line, "unit": unit, "city": city, "state": state, "zip": zip_}
    vault = {name: part for name, part in parts.items() if part}
    status = read_address(line, unit, state, zip_).status
    _tell(common, AddressProposed, {"evidence": evidence, "status": status}, vault)


@tell.command()
@_by(Role.JUVENILE_COORDINATOR)
@_answer("--time-and-place", "Was there a Notice to Appear with time and place?", required=True)
@_answer("--sent", "Was notice of the hearing sent?", required=True)
@_one_of("--sent-to", SentTo, "To which kind of address of yours it was sent.")
@_answer("--returned", "Did it come back?")
@_answer("--known-stale", "Did ICE or the court know, before mailing, that the child had moved?")
def notice(common: _Common, **says: str | None) -> None:
    """What your own books say of the notice of a missed hearing. No address is told or asked."""
    _tell(common, NoticeChecked, says)


@tell.command()
@_by(Role.JUVENILE_COORDINATOR)
def no_notice(common: _Common) -> None:
    """The decision that no Notice to Appear will be issued."""
    _tell(common, NotToBeIssuedDecided, {})


@tell.command()
@_by(Role.COUNSEL)
@click.option("--will-ask/--will-not-ask", required=True, help="Whether to ask the court.")
def order(common: _Common, will_ask: bool) -> None:  # noqa: FBT001  # click hands it over so
    """Counsel's decision whether to ask that an order made in the child's absence be taken back."""
    _tell(common, OrderDecided, {"will_ask": will_ask})


@tell.command()
@_by(Role.CHILD_PROTECTION)
@_one_of("--outcome", Disposition, "What came of the report.", required=True)
def concern(common: _Common, outcome: str) -> None:
    """What came of a red flag. Unfounded, the same is not raised again while the child is there."""
    _tell(common, ConcernDisposed, {"outcome": outcome})


@tell.command()
@_by(Role.CHILD_PROTECTION)
@_one_of("--by", Contesting, "Who says so.", required=True)
def contested(common: _Common, by: str) -> None:
    """That the family or counsel says a red flag is wrong. It ends nothing, and is read with it."""
    _tell(common, FlagContested, {"contested_by": by})


@tell.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@as_json
@home_option
def made_up(home: Home, file: Path, *, as_json: bool) -> None:
    """In a made-up home, all that its made-up desks did: FILE is the OUT/desks.csv of synthesize.

    Each deed is told by the made-up person of its role, now, of the day on which it was done. Told
    before, it is not told again.
    """
    from amparo.actions.home import HomeRefused  # noqa: PLC0415  # the database
    from amparo.actions.ingest import NotSettled  # noqa: PLC0415
    from amparo.actions.made_up_desks import tell_all  # noqa: PLC0415

    try:
        with progress("Telling what was done at desks", None) as _:
            told = tell_all(home, file, clock())
    except (HomeRefused, NotSettled) as wrong:
        raise Refusal(str(wrong)) from None
    if as_json:
        print_json(told)
        return
    click.echo(f"Told: {told.told:,} deeds; {told.before:,} had been told before.")
    if told.no_duty:
        click.echo(f"Of {told.no_duty:,} there is no such duty any more; nothing was told.")


def _tell(
    common: _Common,
    kind: type[ToldAtDesk],
    says: dict[str, Any],
    vault: dict[str, str] | None = None,
) -> None:
    from amparo.actions import desk  # noqa: PLC0415  # the database
    from amparo.actions.ingest import NotSettled  # noqa: PLC0415

    telling = desk.Telling(
        kind=kind,
        duty=common.duty,
        on=common.on,
        says={name: value for name, value in says.items() if value is not None},
        vault=vault or {},
        replaces=common.replaces,
        taken_back=common.taken_back,
    )
    try:
        recorded = desk.tell(common.home, common.asker, telling, clock())
    except (desk.FactRefused, NotSettled) as wrong:
        raise Refusal(str(wrong)) from None
    if common.as_json:
        print_json(recorded)
        return
    click.echo(f"Recorded: {recorded.fact}, {recorded.on} (fact {recorded.key}).")
    click.echo(
        f"That closes {recorded.gap}, for everybody who had a part in it."
        if recorded.ended
        else f"{recorded.gap} is still open."
    )
    if recorded.to_tell:
        columns = ("who", "role", "at", "asked for", "last")
        rows = [(one.who, one.role, one.office, one.purpose, one.last) for one in recorded.to_tell]
        print_table(columns, rows, "Were shown the child while it stood; tell them")
