"""What a record shows under a grant: the granted values, and nothing derived from any others."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

import msgspec

from amparo.events import AnyEvent, ToldAtDesk
from amparo.events import Sealed as SealedEvent
from amparo.purposes.data_class import DataClass
from amparo.purposes.labels import (
    ABOUT_NO_CHILD,
    KEPT_TO,
    RECORD_FIELDS,
    Label,
    label,
    origin_of,
    vault_label,
)
from amparo.purposes.roles import Family
from amparo.record import Assertion, Missed, SourceRecord, fold

Opened = Mapping[bytes, Mapping[str, str]]
"""The vault's fields that were opened, by what an event says of its vault."""

_NOT_SHOWN = frozenset(
    {"of", "line", "happened_on", "undated", "vault", "row", "untold", "repairs"}
    # The court's own numbers of its rows: numbers next to each other tell who came together.
    | {"key", "proceeding"}
    # What a program needs of a telling; who told it stands in ``told_by``.
    | {"by", "duty", "replaces"}
)
_TOKENS = frozenset({"sponsor", "address"})
"""Keyed tokens: they tell a program that two values are equal, and a person nothing."""


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """What one event tells of one class: when it was true, who told it, since when we know."""

    data_class: DataClass = msgspec.field(name="class")
    event: str
    on: date | None
    says: dict[str, Any]
    told_by: str
    learned_on: date
    file: str | None
    line: int | None


def without_rows(lines: Iterable[Line]) -> list[Line]:
    """The same, told by agencies and not by rows of theirs.

    A record's key and its place in a file tell which children came together: DHS is not told.
    """
    return [
        msgspec.structs.replace(line, told_by=line.told_by.partition(":")[0], file=None, line=None)
        for line in lines
    ]


MISSED = "hearing missed"
"""What no row says in one word, and several together do."""


def missed(
    records: Iterable[SourceRecord], labels: frozenset[Label], true_on: date
) -> Iterator[Line]:
    """Every hearing that nobody came to by the court's books, and what there says so.

    It follows from rows that are labelled themselves. That neither child nor counsel came is told
    also where the row's own code may not be: of that code it says no more than this.
    """
    for case in fold(records, true_on=true_on).cases:
        own = Label(RECORD_FIELDS[Missed]["fact"], origin_of(case.identity), protected=False)
        for one in case.missed if own in labels else ():
            told = one.fact.told
            yield Line(
                data_class=own.data_class,
                event=MISSED,
                on=one.fact.on,
                says={"what_says_so": one.reason},
                told_by=case.identity,
                learned_on=told.learned_on,
                file=told.delivery[:12],
                line=told.line,
            )


def by_day(line: Line) -> tuple[date, date, str, str]:
    """The order in which a record is read."""
    return line.on or line.learned_on, line.learned_on, line.event, line.told_by


def lines(
    records: Iterable[SourceRecord],
    vault: Opened,
    labels: frozenset[Label],
    true_on: date,
    family: Family | None = None,
) -> list[Line]:
    """Every granted value of a child's records, by the day it was true.

    What was told twice stands once, as it was first told. A value whose label is not among
    ``labels`` leaves no trace: no line, no count, no empty place. ``family``: to whose side it is
    shown; None is shown nothing that is kept to some.
    """
    found: dict[Any, Line] = {}
    for record in records:
        for version in record.versions:
            for event in version.events:
                if (event.happened_on or version.learned_on) <= true_on and _may_be_shown(
                    event, family
                ):
                    for line in _of_event(event, version, vault, labels):
                        found.setdefault(_told(line), line)
    return sorted(found.values(), key=by_day)


def _may_be_shown(event: AnyEvent, family: Family | None) -> bool:
    """Whether a family may be shown an event of its kind at all."""
    return type(event) not in KEPT_TO or family in KEPT_TO[type(event)]


def _of_event(
    event: AnyEvent, version: Assertion, vault: Opened, labels: frozenset[Label]
) -> Iterator[Line]:
    if type(event) in ABOUT_NO_CHILD:
        return
    shown: dict[DataClass, dict[str, Any]] = {}
    own = label(event, "happened_on")
    if own in labels and event.happened_on is not None:
        shown[own.data_class] = {}
    for name, value, of in _values(event, vault):
        if of in labels:
            shown.setdefault(of.data_class, {})[name] = value
    for data_class, says in shown.items():
        yield Line(
            data_class=data_class,
            event=str(type(event).__struct_config__.tag),
            # The day belongs to the event's own class: it is shown with that, or not at all.
            on=event.happened_on if own in labels else None,
            says=says,
            told_by=event.told_by if isinstance(event, ToldAtDesk) else event.of,
            learned_on=version.learned_on,
            file=version.delivery[:12],
            line=version.line,
        )


def _values(event: AnyEvent, vault: Opened) -> Iterator[tuple[str, Any, Label]]:
    for name in event.__struct_fields__:
        value = getattr(event, name)
        if name not in _NOT_SHOWN and name not in _TOKENS and value is not None:
            yield name, value, label(event, name)
    if isinstance(event, SealedEvent):
        for name, text in vault.get(event.vault, {}).items():
            yield name, text, vault_label(event, name)


def _told(line: Line) -> Any:
    return line.told_by, line.event, line.data_class, line.on, tuple(sorted(line.says.items()))
