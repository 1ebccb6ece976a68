"""What ORR writes of one stay in care and of the release."""

import csv
from pathlib import Path
from random import Random

from amparo.synthetic.chance import Weighted
from amparo.synthetic.days import short_us
from amparo.synthetic.families import Plan
from amparo.synthetic.journeys import RELEASED
from amparo.synthetic.places import phone
from amparo.synthetic.rows import (
    About,
    Record,
    a_number_as_written,
    address_as_written,
    afterwards,
    naming,
    program,
)

CORRECTED_PHONE = "(555) 555-0100"
"""Only a correction carries it, so that a corrected row is never equal to an earlier one."""


def placement_record(of: About) -> Record | None:
    """ORR's row of one stay, or None where ORR never wrote one."""
    if not of.episode.has_placement:
        return None
    key = (f"MU{_stay_number(of.family.plan, of.child.number):07d}", str(of.episode.number))
    record = Record("placements", of.child.number, key, of.chance.random(), noise=of.noise)
    record.may_be_undated = of.is_only_episode and of.episode.later_address is None
    first = _stay(record, of)
    if of.episode.discharged is not None:
        _discharge(record, of, first, of.episode.discharged)
    return record


def _stay_number(plan: Plan, child: int) -> int:
    """The child's number; in a handful of families the first two children were given one."""
    return plan.first_child if plan.shares_a_key and child == plan.first_child + 1 else child


def _stay(record: Record, of: About) -> int:
    """From admission on; gives the day of the first row."""
    episode, chance = of.episode, of.chance
    late = 40 + chance.randrange(120) if chance.random() < 0.012 else 0
    first = (episode.admitted or episode.transferred + 1) + chance.randrange(2) + late
    record.tell(first, uc_path_id=record.key[0], discharge_seq=record.key[1])
    record.tell(first, program=program(of.child.number), **naming(of, short_us, capitals=0))
    if episode.admitted is not None:
        record.tell(first, admitted_at=short_us(episode.admitted))
    if episode.moved is not None:
        moved_to = program(of.child.number + 1)
        record.tell(episode.moved + 1, transferred_at=short_us(episode.moved), program=moved_to)
    luck = chance.random()
    if luck >= 0.024:
        told = afterwards(first, chance) if luck < 0.05 else first
        record.tell(told, a_number=a_number_as_written(of, episode.a_number))
    return first


def _discharge(record: Record, of: About, first: int, discharged: int) -> None:
    episode, chance = of.episode, of.chance
    late = 45 + chance.randrange(200) if chance.random() < 0.01 else 0
    told = max(first, discharged + chance.randrange(3) + late)
    came = episode.admitted or episode.transferred
    record.tell(
        told,
        discharged_on=short_us(discharged),
        discharge_type=episode.how,
        length_of_care=str(max(0, discharged - came)),
    )
    if episode.how == RELEASED:
        _release(record, of, told)
    if episode.notified is not None:
        record.tell(max(told, episode.notified + 1), notified_dhs_at=short_us(episode.notified))


def _release(record: Record, of: About, told: int) -> None:
    episode = of.episode
    record.tell(told, **_sponsor(of), **address_as_written(of, episode.told_address))
    if episode.later_address is not None:
        day, address = episode.later_address
        record.tell(max(day, told + 1), **address_as_written(of, address))
    if record.luck < 0.004 or record.child % 100 == 41:
        right = episode.home.as_told()
        record.correct(phone_2=CORRECTED_PHONE, **address_as_written(of, right))


def _sponsor(of: About) -> dict[str, str]:
    chance = of.chance
    relationship, category = _RELATIONSHIPS.draw(chance)
    number = _shared_with(of.family.plan.number)
    if number != of.family.plan.number or _shared_with(number + 1) == number:
        relationship, category = "Unrelated Sponsor", "3"
    return {
        "sponsor_ref": f"MUSP{number:07d}",
        "relationship": relationship,
        "category": category,
        "phone": of.noise.unknown if chance.random() < 0.02 else phone(chance),
        "phone_2": _backup_phone(chance) if chance.random() < 0.3 else "",
    }


ONE_IN, UP_TO = 120, 3
"""Assumed: of 120 families, two or three in a row went to one unrelated sponsor."""


def _shared_with(number: int) -> int:
    """The family whose sponsor a family has: mostly its own."""
    first = number - number % ONE_IN
    at_once = UP_TO - (first // ONE_IN) % 2
    return first if first and number - first < at_once else number


def _backup_phone(chance: Random) -> str:
    number = phone(chance)
    return "(555) 555-0101" if number == CORRECTED_PHONE else number


def _read_relationships() -> Weighted[tuple[str, str]]:
    # README.md says where the 53 spellings and their weights come from.
    path = Path(__file__).with_name("sponsor_relationships.csv")
    with path.open(encoding="utf-8", newline="") as lines:
        return Weighted(
            [
                ((line["relationship"], line["category"]), float(line["weight"]))
                for line in csv.DictReader(lines)
            ]
        )


_RELATIONSHIPS = _read_relationships()
