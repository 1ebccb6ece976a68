"""One child's record as a command shows it: to a person in tables, to a program as JSON."""

from collections.abc import Sequence
from typing import Any

import click

from amparo.actions.meanings import in_words
from amparo.cli.answer import print_table
from amparo.clocks.court_zones import zone_on
from amparo.purposes import DHS, ROLES, Origin
from amparo.purposes.asker import Asker
from amparo.purposes.purpose import PURPOSES


def record_answer(record: Any, asker: Asker) -> dict[str, Any]:
    """A record as JSON. Whatever is held, the same keys stand in it."""
    leave = record.leave
    return {
        "answer": "grant",
        "child": record.child,
        "who": asker.slug,
        "agency": asker.agency,
        "office": asker.office,
        "role": asker.role,
        "purpose": leave.grant.purpose,
        "true_on": leave.grant.true_on,
        "known_at": leave.grant.known_at,
        "classes": leave.classes,
        "rules": leave.rules,
        "shown": record.shown,
        "owed": record.owed,
        "ahead": record.ahead,
        "withheld": record.withheld,
        "accounting": record.accounting,
        "entry": _entry(leave.grant),
    }


def print_record(record: Any, asker: Asker) -> None:
    """A record as a person reads it: what is shown, what is owed, what is withheld and why."""
    leave = record.leave
    purpose = leave.grant.purpose
    click.echo(
        f"Child {record.child}, true on {leave.grant.true_on}, as known at {leave.grant.known_at}"
    )
    click.echo(
        f"Shown to {asker.slug} ({asker.role}, {asker.agency}) for {purpose}:"
        f" {PURPOSES[purpose].says} {_accounted(leave.grant)}\n"
    )
    for data_class, lines in record.shown.items():
        if lines:
            print_table(_LINE, [_line(one) for one in lines], f"{data_class.capitalize()}")
            click.echo()
    untold = [data_class for data_class, lines in record.shown.items() if not lines]
    if untold:
        click.echo(f"Opened, with nothing in it to show: {', '.join(untold)}.\n")
    for one in record.ahead[:1]:
        click.echo(f"{_next_hearing(one)}\n")
    if record.owed:
        rows = [
            (one.gap, one.says, one.since, one.due, f"{one.agency} {one.owner}")
            for one in record.owed
        ]
        print_table(("gap", "says", "since", "due", "owed by"), rows, "Owed")
        click.echo()
    _print_withheld(record.withheld)
    if record.accounting is not None:
        print_accounting(record.accounting)


def _next_hearing(one: Any) -> str:
    hour = ", hour not told"
    if one.at is not None:
        hour = f" {one.at:%H:%M} {zone_on(one.court, one.on, one.at) or '(zone not known)'}"
    if not one.is_set:
        return f"Next hearing: {one.on}, only booked on the notice; ask the court if it stands."
    return f"Next hearing: {one.on}{hour}, {one.court or 'court not told'}."


def _entry(grant: Any) -> int | None:
    """The look's number in the ledger; DHS could count by it how busy the others are."""
    return None if ROLES[grant.role].family in DHS else grant.entry


def _accounted(grant: Any) -> str:
    number = _entry(grant)
    return "Accounted for." if number is None else f"Accounted for as entry {number}."


_WRITTEN = {"a_number": "A-number", "uc_indicator": "marked unaccompanied", "slot_on": "on"}
"""Fields whose own name says too little."""

_LINE = ("true on", "what", "told", "by", "known since", "file and line")


def _line(line: Any) -> tuple[Any, ...]:
    says = "; ".join(
        f"{_WRITTEN.get(name, name.replace('_', ' '))} {value}"
        for name, value in in_words(line.event, line.says, line.on or line.learned_on)
    )
    place = f"{line.file}:{line.line}" if line.file else None
    return line.on, line.event, says, line.told_by, line.learned_on, place


def _print_withheld(withheld: Sequence[Any]) -> None:
    rows = [
        (
            one.data_class,
            _only(one.only),
            _first(one.because),
        )
        for one in withheld
    ]
    print_table(("withheld", "", "reason"), rows)


_BY = {
    Origin.HHS: "HHS",
    Origin.DHS_SUPPLIED: "DHS itself",
    Origin.SERVED_ON_DHS: "others and served on DHS",
    Origin.COURT: "the court",
    Origin.OWN: "you",
    Origin.OTHER: "others",
}


def _only(origins: Sequence[Origin]) -> str:
    if not origins:
        return "Not shown."
    if set(origins) == set(Origin) - {Origin.HHS}:
        return "Not as HHS told it."
    return f"Only what was told by {' or '.join(_BY[one] for one in origins)}."


def _first(because: str) -> str:
    """The first reason; where no rule allows it, what it lacks."""
    sentences = because.removeprefix("No rule allows it. ").split(". ")
    return f"{sentences[0].rstrip('.')}."


def print_accounting(looks: Sequence[Any]) -> None:
    """Who looked, as counsel reads it."""
    rows = [
        (
            f"{one.when:%Y-%m-%d %H:%M}",
            one.who,
            one.role if one.agency in one.role else f"{one.agency} {one.role}",
            one.action,
            one.purpose,
            one.answer,
            ", ".join(one.classes) or "nothing",
            ", ".join(one.rules),
        )
        for one in looks
    ]
    columns = ("when (UTC)", "who", "role", "did", "purpose", "answer", "opened", "by the rules")
    click.echo()
    print_table(columns, rows, "Who asked about this child")
