"""The hearings ahead of somebody's own children, and what stands in the way of each."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime, time

import msgspec

from amparo.actions.asking import Question, look_at_list, own_children
from amparo.actions.home import Home
from amparo.actions.lists import desk_of, is_named
from amparo.clocks.court_zones import court, zone_on
from amparo.duties import finding_name
from amparo.events import read_event
from amparo.purposes import Action, DataClass, Purpose
from amparo.purposes.asker import Asker
from amparo.purposes.labels import RECORD_FIELDS, Label, origin_of, vault_label
from amparo.record import SourceRecord, ToCome, source_records, to_come
from amparo.record.cases import cases
from amparo.record.notices import notice
from amparo.record.papers import Paper, paper
from amparo.store import assertions, children, deliveries, findings, identities, records, work
from amparo.store.bulk import portions
from amparo.words.agencies import Role

LISTED_FOR: Mapping[Role, Purpose] = {
    Role.COUNSEL: Purpose.REPRESENTATION,
    Role.LEGAL_SERVICE_PROVIDER: Purpose.LEGAL_SERVICES,
    Role.CHILD_ADVOCATE: Purpose.BEST_INTERESTS,
    Role.CASE_MANAGER: Purpose.CARE,
    Role.FIELD_SPECIALIST: Purpose.PLACEMENT,
    Role.POST_RELEASE_PROVIDER: Purpose.POST_RELEASE,
    Role.COURT_STAFF: Purpose.COURT_NOTICE,
}
"""Who is listed hearings, and why. To DHS a hearing is told by the record of a duty, and nowhere
else: a list of who comes to which court on which day would be one of where to wait."""

IN_THE_WAY = (
    "not-filed-before-slot",
    "nta-not-filed",
    "hearing-too-soon",
    "notice-to-stale-address",
    "mail-returned",
    "address-told-not-filed",
    "agencies-disagree-on-address",
    "address-unusable",
    "no-counsel",
    "counsel-sought-in-vain",
    "interpreter-wanting",
    "case-did-not-follow",
    "served-alone-under-14",
    "two-open-cases",
)
"""The gaps that bear on a hearing: whether it is one, who knows of it, who can come and speak."""

MOST = 2_000
"""Of so many children's cases at court one list is made at most; whose work covers more is told."""

_LISTED = frozenset({DataClass.IDENTITY, DataClass.COURT, DataClass.PLACEMENT})


class InTheWay(msgspec.Struct, frozen=True, kw_only=True):
    """An open finding that bears on a hearing."""

    finding: str
    gap: str
    since: date
    due: date | None


class Ahead(msgspec.Struct, frozen=True, kw_only=True):
    """One hearing ahead. ``name`` None: it is not opened; ``at``, ``zone``, ``place``: not known.

    ``court`` is the court's own code; ``is_set`` False: it is only booked on the notice.
    """

    child: str
    name: str | None
    identities: tuple[str, ...]
    on: date
    at: time | None
    zone: str | None
    court: str | None
    place: str | None
    is_set: bool
    told_by: str
    told_on: date
    in_the_way: tuple[InTheWay, ...]


class Hearings(msgspec.Struct, frozen=True, kw_only=True):
    """Hearings, the next first. ``more``: the day's budget cut them, or there are too many."""

    hearings: list[Ahead]
    purpose: Purpose
    more: bool


def hearings(
    home: Home, asker: Asker, clock: datetime, *, command: str = "children hearings"
) -> Hearings:
    """The hearings ahead of the children of the asker's own work, once the list is accounted for.

    Raises as ``look_at_list`` does, for whoever is listed none too.
    """
    question = Question(
        asker=asker,
        command=command,
        action=Action.LIST,
        purpose=LISTED_FOR.get(asker.role),
        # Of whoever is listed none it is asked in vain, and written down.
        classes=_LISTED if asker.role in LISTED_FOR else frozenset(),
    )
    desk = desk_of(asker, clock)
    now, own = desk.now, desk.about(own_children(question, desk, clock))
    steps = own.steps if asker.role in LISTED_FOR else {}
    candidates = [child for child, one in steps.items() if _may_have_any(one)]
    rows = _rows(candidates[:MOST], now)
    listed = look_at_list(home, question, rows, clock, desk=own)
    labels = {child: of for (child, _), of in listed.rows}
    names = _names(home, labels, asker.role)
    ways = _in_the_way(labels, asker.role, listed.leave.grant.purpose, now)
    return Hearings(
        hearings=[_ahead(child, one, names, ways) for (child, one), _ in listed.rows],
        purpose=listed.leave.grant.purpose,
        more=listed.more or len(candidates) > MOST,
    )


def _may_have_any(steps: work.Steps) -> bool:
    """Whether a court has the child's case, or ICE filed or may have booked: as told last."""
    at = steps.at
    return bool(at.court or at.notice_court or steps.filed_on or steps.served_on)


_Row = tuple[str, Label, tuple[str, ToCome]]


def _rows(of: Collection[str], now: date) -> list[_Row]:
    """Every hearing ahead of some children, the next first, with the label that it has."""
    rows = [
        (child, _label(one), (child, one))
        for portion in portions(of, 500)
        for child, ahead in _ahead_of(portion, now)
        for one in ahead
    ]
    return sorted(rows, key=_next_first)


def _next_first(row: _Row) -> tuple[date, time, str]:
    _, _, (child, one) = row
    return one.on, one.at or time.max, child


def _ahead_of(of: Collection[str], now: date) -> Iterator[tuple[str, list[ToCome]]]:
    members = children.members(of)
    named = identities.names(one for group in members.values() for one in group)
    papers = {number: paper(name) for number, name in named.items()}
    wanted = [one for one, kind in papers.items() if kind in {Paper.CASE, Paper.NOTICE}]
    told = assertions.assertions(wanted, deliveries.heard())
    for child, group in members.items():
        every = source_records(one for number in group for one in told.get(number, ()))
        known = [one for record in every if (one := record.known_at(now)) is not None]
        of_kind: dict[Paper, list[SourceRecord]] = {kind: [] for kind in Paper}
        for one in sorted(known, key=lambda record: (record.identity, record.part)):
            of_kind[paper(one.identity, one.part)].append(one)
        own = [one.by(now) for one in cases(of_kind[Paper.CASE])]
        yield child, to_come(own, map(notice, of_kind[Paper.NOTICE]), now)


def _label(one: ToCome) -> Label:
    return Label(RECORD_FIELDS[ToCome]["on"], origin_of(one.told_by), protected=False)


def _ahead(
    child: str,
    one: ToCome,
    names: Mapping[str, tuple[str | None, tuple[str, ...]]],
    ways: Mapping[str, list[InTheWay]],
) -> Ahead:
    name, keys = names[child]
    sits = court(one.court)
    return Ahead(
        child=child,
        name=name,
        identities=keys,
        on=one.on,
        at=one.at,
        zone=zone_on(one.court, one.on, one.at) if one.at else None,
        court=one.court,
        place=sits.place if sits else None,
        is_set=one.is_set,
        told_by=one.told_by.partition(":")[0],
        told_on=one.told_on,
        in_the_way=tuple(ways.get(child, ())),
    )


# --- who, and what stands in the way ----------------------------------------------------------


def _names(
    home: Home, labels: Mapping[str, frozenset[Label]], role: Role
) -> dict[str, tuple[str | None, tuple[str, ...]]]:
    """Of each child the name that was told last, and the agencies' keys, as far as opened."""
    members = children.members(labels)
    keys = identities.names(one for group in members.values() for one in group)
    opened = {
        one: child
        for child, group in members.items()
        for one in group
        if is_named(keys[one], labels[child], role)
    }
    secrets = identities.secrets(opened)
    told: dict[str, str] = {}
    for number, body, ciphertext in identities.sealed(secrets):
        event, child = read_event(body), opened[number]
        if vault_label(event, "given_names") in labels[child]:
            text = home.identity_key(secrets[number]).decrypt(ciphertext)
            name = _name(text)
            told |= {child: name} if name else {}
    return {
        child: (
            told.get(child),
            tuple(sorted(keys[one] for one, of in opened.items() if of == child)),
        )
        for child in labels
    }


def _name(text: bytes | None) -> str:
    says = msgspec.json.decode(text, type=dict[str, str]) if text else {}
    return " ".join(says[one] for one in ("given_names", "surnames") if says.get(one))


def _in_the_way(
    labels: Mapping[str, frozenset[Label]], role: Role, purpose: Purpose, now: date
) -> dict[str, list[InTheWay]]:
    """By child: what is open and bears on a hearing, as far as the finding itself is opened."""
    child_of = {one: child for child, group in children.members(labels).items() for one in group}
    found: dict[str, list[InTheWay]] = {}
    for portion in portions(child_of, 500):
        rows = findings.as_of(now, now).filter(identity__in=portion, gap__in=IN_THE_WAY)
        for row in rows:
            child, facts = child_of[row.identity], findings.read_facts(row.facts)
            told = records.is_shown_to(role, row.gap, purpose)
            if told and records.is_opened(row.gap, facts, labels[child]):
                one = InTheWay(
                    finding=finding_name(row.gap, row.anchor),
                    gap=row.gap,
                    since=row.since,
                    due=row.due,
                )
                found.setdefault(child, []).append(one)
    for ways in found.values():
        ways.sort(key=lambda one: (IN_THE_WAY.index(one.gap), one.since))
    return found
