"""What ICE writes of a child it hands to HHS, and of the address it holds afterwards."""

from collections.abc import Iterator

from amparo.synthetic.after_release import Aftermath
from amparo.synthetic.chance import Weighted
from amparo.synthetic.days import iso
from amparo.synthetic.places import BLANK, Address
from amparo.synthetic.rows import About, Record, a_number_as_written, address_as_written, naming

_FACILITIES = Weighted([(f"MUFAC{number:02d}", 1 / number) for number in range(1, 30)])
_HEARD_OF_A_MOVE = Weighted([("check-in", 50), ("court", 30), ("mail forwarded", 20)])
_LOST_A_UNIT = 0.022
"""Assumed: so that 7 % of addresses of record are bad, as those told at the release are."""


def custody_records(of: About, after: Aftermath) -> Iterator[Record]:
    """ICE's rows of one episode: the way to HHS, and for some the stay after turning 18."""
    if of.chance.random() < 0.008:
        return
    record = _to_hhs(of, after)
    yield record
    if of.chance.random() < 0.004:
        # The same stint, entered twice: it stands twice in every file.
        twin = Record("custody", record.child, record.key, record.luck, list(record.changes))
        twin.noise, twin.second_of = of.noise, record
        twin.shares_key = record.shares_key = True
        yield twin
    if of.episode.how == "Age Out" and of.chance.random() < 0.6:
        yield from _aged_out(of)


def _to_hhs(of: About, after: Aftermath) -> Record:
    episode = of.episode
    record = _stay(of, f"{episode.number}", episode.encountered)
    record.may_be_undated = of.is_only_episode
    said = episode.transferred + of.chance.randrange(4)
    record.tell(
        said,
        book_out=iso(episode.transferred),
        handed_to_hhs_on=iso(episode.transferred),
        release_reason="Transferred to HHS",
    )
    _addresses(record, of, after)
    return record


def _stay(of: About, stay: str, booked: int) -> Record:
    number, chance = of.child.number, of.chance
    record = Record("custody", number, (f"MUE{number:07d}", stay), chance.random(), noise=of.noise)
    late = 30 + chance.randrange(200) if chance.random() < 0.01 else chance.randrange(2)
    record.tell(
        booked + late,
        eid_subject_id=record.key[0],
        stay=record.key[1],
        eid_case_id=f"MUK{number:07d}",
        sex=of.child.sex,
        book_in=iso(booked),
        facility=_FACILITIES.draw(chance) if chance.random() > 0.02 else of.noise.withheld,
        juvenile="" if chance.random() < 0.02 else "Y",
        **naming(of, iso, capitals=0.7),
    )
    if chance.random() >= 0.02:
        number = of.episode.a_number
        record.tell(booked + late, a_number=a_number_as_written(of, number))
    return record


def _addresses(record: Record, of: About, after: Aftermath) -> None:
    """The address of record: copied from ORR's notice of discharge, and seldom put right."""
    episode, chance = of.episode, of.chance
    if not episode.is_released or episode.discharged is None:
        return
    told = episode.told_address
    if episode.notified is None:
        if chance.random() < 0.98:
            return
        told = BLANK
    entered = (episode.notified or episode.discharged) + chance.randrange(6)
    if chance.random() < _LOST_A_UNIT and episode.home.unit:
        told = episode.home.without_unit()
    _enter(record, of, entered, told, "R-2 notice of discharge")
    if told != episode.home.as_told() and told != BLANK and chance.random() < 0.12:
        returned = entered + 20 + chance.randrange(60)
        record.tell(returned + 1, mail_returned_on=iso(returned))
    for move in after.moves:
        if move.to_ice is not None and move.to_ice > entered:
            source = _HEARD_OF_A_MOVE.draw(chance)
            _enter(record, of, move.to_ice, move.address, source)


def _enter(record: Record, of: About, day: int, address: Address, source: str) -> None:
    cells = address_as_written(of, address)
    record.tell(
        day + of.chance.randrange(3),
        address_source=source,
        address_on=iso(day),
        mail_returned_on="",
        **cells,
    )


def _aged_out(of: About) -> Iterator[Record]:
    turned = of.episode.discharged
    if turned is None:
        return
    record = _stay(of, f"{of.episode.number + 5}", turned)
    record.tell(
        turned + 1,
        juvenile="N",
        aged_out_on=iso(turned),
        adult_facility=f"MUADULT{1 + of.child.number % 9}",
    )
    if of.chance.random() < 0.7:
        left = turned + 5 + of.chance.randrange(90)
        record.tell(left + 1, book_out=iso(left), release_reason="Order of Recognizance")
    yield record
