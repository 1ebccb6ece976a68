"""Which delivery carries which row of a record."""

from amparo.synthetic.rows import PLACE, Record
from amparo.synthetic.schedule import timetables
from amparo.synthetic.versions import sent, sent_together
from amparo.words.agencies import Agency

NOTICES = timetables("month")["notices", Agency.ICE]
SERVED = PLACE["notices"]["served_on"]


def notice(child: int = 300, luck: float = 0.7) -> Record:
    record = Record("notices", child, ("MUN1",), luck)
    record.tell(_days_before(0), charging_document_id="MUN1")
    return record


def test_a_row_is_sent_when_something_is_new_and_in_every_full_snapshot() -> None:
    record = notice()
    record.tell(_days_before(5), served_on="2023-05-01")
    (snapshot,) = NOTICES.snapshots
    rows = sent(record, NOTICES)
    assert sorted(rows) == [0, 5, snapshot]
    assert [rows[place][SERVED] for place in sorted(rows)] == ["", "2023-05-01", "2023-05-01"]


def test_what_is_written_before_the_record_begins_waits_for_its_key() -> None:
    record = Record("notices", 300, ("MUN1",), 0.7)
    record.tell(_days_before(3), charging_document_id="MUN1")
    record.tell(_days_before(1), served_on="2023-02-01")
    assert min(sent(record, NOTICES)) == 3


def test_a_correction_is_sent_only_of_what_was_told_before() -> None:
    assert NOTICES.correction is not None
    early, late = notice(), Record("notices", 300, ("MUN1",), 0.7)
    late.tell(_days_before(NOTICES.correction + 1), charging_document_id="MUN1")
    for record in (early, late):
        record.correct(served_on="2023-06-01")
    assert sent(early, NOTICES)[NOTICES.correction][SERVED] == "2023-06-01"
    assert NOTICES.correction not in sent(late, NOTICES)


def test_a_spoilt_row_is_mended_with_the_next_delivery_or_never() -> None:
    mended, never = sent(notice(child=5, luck=0.1), NOTICES), sent(notice(5, 0.9), NOTICES)
    day = PLACE["notices"]["nta_issued_on"]
    assert [mended[place][day] for place in sorted(mended)] == ["2026-02-30", "", ""]
    assert {rows[day] for rows in never.values()} == {"2026-02-30"}


def test_two_records_of_one_key_always_stand_in_one_file() -> None:
    (snapshot,) = NOTICES.snapshots
    one, other = {0: ["a"], 5: ["b"]}, {2: ["c"], 7: ["d"]}
    sent_together(one, other, NOTICES)
    assert one == {2: ["a"], 5: ["b"], 7: ["b"], snapshot: ["b"]}
    assert other == {2: ["c"], 5: ["c"], 7: ["d"], snapshot: ["d"]}


def test_a_record_whose_twin_is_never_told_of_is_not_sent_either() -> None:
    one, other = {0: ["a"]}, dict[int, list[str]]()
    sent_together(one, other, NOTICES)
    assert one == other == {}


def _days_before(place: int) -> int:
    """A day whose news the delivery at ``place`` is the first to carry."""
    return NOTICES.slots[place].covers_to.toordinal()
