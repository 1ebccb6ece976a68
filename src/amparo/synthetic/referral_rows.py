"""What the referring agency writes of one encounter."""

from collections.abc import Iterator

from amparo.synthetic.chance import Weighted
from amparo.synthetic.days import iso
from amparo.synthetic.rows import (
    WITHHELD,
    About,
    Record,
    a_number_as_written,
    afterwards,
    naming,
    program,
)

_AGENCIES = Weighted(
    [
        ("Border Patrol (CBP)", 92),
        ("Office of Field Operations (CBP)", 6),
        ("Immigration and Customs Enforcement ERO", 2),
    ]
)
_SECTORS = Weighted(
    [
        ("Sector Uno", 45),
        ("Sector Dos", 20),
        ("Sector Tres", 15),
        ("Sector Cuatro", 8),
        ("Sector Cinco", 10),
        (WITHHELD, 1),
        ("UNKNOWN", 1),
    ]
)
_MANNERS = Weighted([("Without Inspection", 70), ("EWI/Entered", 20), ("Arriving/Inadmissible", 9)])


def referral_records(of: About) -> Iterator[Record]:
    """The referral of one episode; one time in two hundred, two agencies tell of it."""
    if not of.episode.has_referral:
        return
    plan, chance = of.family.plan, of.chance
    person = f"S{of.child.number - plan.first_child + 1}"
    event = f"MU{of.family.year % 100}{plan.number:07d}{of.episode.number}"
    first = _referral(of, (event, person), _AGENCIES.draw(chance), of.episode.encountered)
    first.may_be_undated = of.is_only_episode
    yield first
    if chance.random() < 0.005:
        found = of.episode.encountered + chance.randint(0, 2)
        event = f"MUI{plan.number:07d}{of.episode.number}"
        yield _referral(of, (event, person), "Homeland Security (ICE)", found)


def _referral(of: About, key: tuple[str, str], agency: str, found: int) -> Record:
    chance = of.chance
    record = Record("referrals", of.child.number, key, chance.random(), noise=of.noise)
    late = 60 + chance.randrange(200) if chance.random() < 0.01 else 0
    first = found + late
    record.tell(first, event_number=key[0], subject_key=key[1], referring_agency=agency)
    record.tell(first, **naming(of, iso, capitals=0.6), **_situation(of))
    _steps(record, of, found, late)
    _number(record, of, first)
    return record


def _situation(of: About) -> dict[str, str]:
    luck, chance, family = of.chance.random(), of.chance, of.family
    # Many who speak a Mayan language are recorded as speaking Spanish.
    recorded = "Spanish" if chance.random() < 0.45 else family.language
    cells = {
        "sex": of.child.sex,
        "language": "UNKNOWN" if luck < 0.01 else recorded,
        "sector": _SECTORS.draw(chance),
        "entry_manner": _MANNERS.draw(chance),
        "uc_indicator": "" if luck > 0.95 else "Y",
        "demographic": "FMUA" if luck > 0.97 else "UAC",
        "family_group": f"MUFG{family.plan.number}" if family.plan.size > 1 else "",
        "separated": "N",
    }
    if luck < 0.02:
        cells["separated"] = "pending" if luck < 0.005 else "Y"
        cells["separation_reason"] = "Parent medical"
    return cells


def _steps(record: Record, of: About, found: int, late: int) -> None:
    episode, first = of.episode, found + late
    written = _with_hour if of.chance.random() < 0.25 else iso
    record.tell(first, apprehension_at=written(found))
    if episode.referred is not None:
        record.tell(episode.referred + late, referral_at=written(episode.referred))
    record.tell(episode.designated + late, placement_at=written(episode.designated))
    told = episode.transferred + late + (of.chance.random() < 0.3)
    record.tell(
        told,
        transfer_at=written(episode.transferred),
        transferred_to=program(of.child.number),
        final_bookout_at=iso(episode.transferred),
        disposition="Referred to ORR",
    )


def _with_hour(day: int) -> str:
    return f"{iso(day)}T{7 + day % 12:02d}:{day % 60:02d}"


def _number(record: Record, of: About, first: int) -> None:
    """The A-number: none, at once, only later, or one first and another later."""
    luck, chance, two = of.chance.random(), of.chance, of.child.later_a_number
    if two is None and luck < 0.018:
        return
    if luck < 0.08:
        first = afterwards(first, chance)
    record.tell(first, a_number=a_number_as_written(of, of.episode.a_number))
    if two is not None and of.episode.a_number != two and chance.random() < 0.7:
        record.tell(afterwards(first, chance) + 1, a_number=a_number_as_written(of, two))
