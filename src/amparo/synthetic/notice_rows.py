"""What ICE writes of one Notice to Appear, from its issue to its filing or withdrawal."""

from collections.abc import Iterator

from amparo.synthetic.chance import Weighted
from amparo.synthetic.days import iso
from amparo.synthetic.notices import Notice
from amparo.synthetic.rows import About, Record, a_number_as_written, naming

_COURTS = Weighted([("MU1", 5), ("MU2", 4), ("MU3", 3), ("MU4", 2)])


def notice_records(told: list[tuple[About, Notice]]) -> Iterator[Record]:
    """ICE's rows of all notices of one child."""
    for place, (of, notice) in enumerate(told, start=1):
        number = of.child.number
        record = Record("notices", number, (f"MUN{number:07d}{place:02d}",), of.chance.random())
        record.noise = of.noise
        record.may_be_undated = of.is_only_episode
        first = _document(record, of, notice)
        if notice.issued is not None:
            _service(record, of, notice, first)
            _court(record, of, notice, first)
            _withdrawal(record, notice, f"MUN{number:07d}{place + 1:02d}")
            _set_right(record, notice)
        yield record


def _document(record: Record, of: About, notice: Notice) -> int:
    """The decision itself; gives the day of the first row."""
    chance = of.chance
    late = 60 + chance.randrange(240) if chance.random() < 0.03 else chance.randrange(4)
    first = (notice.issued or notice.not_to_be or 0) + late
    record.tell(first, charging_document_id=record.key[0], **naming(of, iso, capitals=0.8))
    if chance.random() >= 0.015:
        two = of.child.later_a_number if chance.random() < 0.8 else None
        record.tell(first, a_number=a_number_as_written(of, two or of.episode.a_number))
    if notice.not_to_be is not None:
        record.tell(first, not_to_be_issued_on=iso(notice.not_to_be))
    if notice.issued is not None:
        record.tell(first, nta_issued_on=iso(notice.issued), issuing_component=notice.component)
    return first


def _service(record: Record, of: About, notice: Notice, first: int) -> None:
    if notice.served is None:
        return
    chance = of.chance
    late = 90 + chance.randrange(240) if chance.random() < 0.03 else chance.randrange(6)
    record.tell(
        max(first, notice.served + late),
        served_on=iso(notice.served),
        service_method=notice.how,
        served_to=notice.to,
        served_address=notice.at,
    )
    if notice.returned is not None:
        record.tell(notice.returned + 2, returned_on=iso(notice.returned))


def _court(record: Record, of: About, notice: Notice, first: int) -> None:
    if notice.slot is not None:
        record.tell(notice.slot_told, first_hearing_slot_at=iso(notice.slot))
    told, court = first, _COURTS.draw(of.chance)
    for place, filing in enumerate(notice.filings):
        # What the court makes of an earlier filing is told weeks after it.
        answer = 25 if place and filing.on == notice.filings[0].on else 0
        told = max(told + 1, filing.on + answer + of.chance.randrange(5))
        record.tell(
            told,
            filed_with_court_on=iso(filing.on),
            filing_status=filing.status,
            filing_reason=filing.reason,
            court_code=court,
        )


def _withdrawal(record: Record, notice: Notice, replacement: str) -> None:
    if notice.withdrawn is not None:
        record.tell(
            notice.withdrawn + 1,
            withdrawn_on=iso(notice.withdrawn),
            reissued_as=replacement if notice.is_replaced else "",
        )


def _set_right(record: Record, notice: Notice) -> None:
    """A few notices are corrected: a filing that never was, a service ten days later."""
    # The first children have more of them, so that the smallest world has one.
    is_chosen = record.luck < 0.006 or (record.child < 400 and record.child % 10 == 7)
    if notice.withdrawn is not None or not is_chosen:
        return
    # The words in filing_reason keep the corrected row unlike any earlier one.
    if notice.filings:
        never_filed = dict.fromkeys(("filed_with_court_on", "filing_status", "court_code"), "")
        record.correct(filing_reason="entered in error", **never_filed)
    elif notice.served is not None:
        record.correct(served_on=iso(notice.served + 10), filing_reason="service day corrected")
