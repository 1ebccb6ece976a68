"""One child's record as a command shows it: to a person in tables, to a program as JSON."""

from collections.abc import Sequence
from typing import Any

import click

from amparo.cli.answer import print_table
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
        "true_on": leave.on,
        "known_at": leave.known_at,
        "classes": leave.classes,
        "rules": leave.rules,
        "shown": record.shown,
        "owed": record.owed,
        "withheld": record.withheld,
        "accounting": record.accounting,
        "entry": leave.grant.entry,
    }


def print_record(record: Any, asker: Asker) -> None:
    """A record as a person reads it: what is shown, what is owed, what is withheld and why."""
    leave = record.leave
    purpose = leave.grant.purpose
    click.echo(f"Child {record.child}, true on {leave.on}, as known at {leave.known_at}")
    click.echo(
        f"Shown to {asker.slug} ({asker.role}, {asker.agency}) for {purpose}:"
        f" {PURPOSES[purpose].says} Accounted for as entry {leave.grant.entry}.\n"
    )
    for data_class, lines in record.shown.items():
        if lines:
            print_table(_LINE, [_line(one) for one in lines], f"{data_class.capitalize()}")
            click.echo()
    untold = [data_class for data_class, lines in record.shown.items() if not lines]
    if untold:
        click.echo(f"Nothing was told of: {', '.join(untold)}.\n")
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


_LINE = ("true on", "what", "told", "by", "known since", "file and line")


def _line(line: Any) -> tuple[Any, ...]:
    says = "; ".join(
        f"{name.replace('_', ' ')} {_in_words(value)}" for name, value in line.says.items()
    )
    return line.on, line.event, says, line.told_by, line.learned_on, f"{line.file}:{line.line}"


def _in_words(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _print_withheld(withheld: Sequence[Any]) -> None:
    rows = [
        (
            one.data_class,
            f"Shown only as told by {', '.join(one.only)}." if one.only else "Not shown.",
            one.because.partition(". ")[0].rstrip(".") + ".",
        )
        for one in withheld
    ]
    print_table(("withheld", "", "reason"), rows)


def print_accounting(looks: Sequence[Any]) -> None:
    """Who looked, as counsel reads it."""
    rows = [
        (
            f"{one.when:%Y-%m-%d %H:%M}",
            one.who,
            f"{one.agency} {one.role}",
            one.action,
            one.purpose,
            one.answer,
            ", ".join(one.classes) or "nothing",
            ", ".join(one.rules),
        )
        for one in looks
    ]
    columns = ("when (UTC)", "who", "role", "did", "purpose", "answer", "saw", "by the rules")
    click.echo()
    print_table(columns, rows, "Who asked about this child")
