"""One child's rows become one record, as of a day of knowledge and a day of truth."""

from datetime import date

from amparo.record import fold
from tests.spec.timeline import child, records


def _records(timeline: str):
    return tuple(records(child(timeline)))


def _day(text: str) -> date:
    return date.fromisoformat(text)


ANA = """
    2026-01-03  CBP  encountered
    2026-01-05  CBP  transferred to HHS
    2026-01-05  ORR  admitted               (learned 2026-01-09)
    2026-01-12  ICE  notice issued          (learned 2026-02-01)
    2026-02-20  ORR  discharged: Repatriated
"""


def test_a_record_before_anything_was_told_is_empty():
    record = fold(_records(ANA), known_at=_day("2026-01-02"))
    assert record.identities == ()
    assert record.notices == ()


def test_what_is_learned_by_the_end_of_a_day_is_known_on_that_day():
    assert fold(_records(ANA), known_at=_day("2026-01-08")).admissions == ()
    (admitted,) = fold(_records(ANA), known_at=_day("2026-01-09")).admissions
    assert admitted.on == _day("2026-01-05")


def test_what_lies_after_the_day_asked_about_is_not_true_yet():
    record = fold(_records(ANA), true_on=_day("2026-01-11"))
    assert [notice.issued for notice in record.notices] == [None]
    assert len(record.identities) == 3


def test_every_agencys_papers_of_one_child_stand_side_by_side():
    record = fold(
        _records("""
        2026-01-03  USBP  encountered
        2026-01-06  USBP  transferred to HHS
        2026-01-02  OFO   encountered
        2026-01-05  OFO   transferred to HHS
    """)
    )
    assert [fact.on.day for fact in record.encounters] == [2, 3]
    assert len(record.episodes) == 1


def test_a_departure_ends_the_episode_it_falls_in_and_a_release_ends_none():
    (episode,) = fold(_records(ANA)).episodes
    (departed,) = fold(_records(ANA)).ended(episode)
    assert departed.on == _day("2026-02-20")
    released = fold(_records("2026-02-20  ORR  released to Rosa with no address"))
    assert released.ended(released.episodes[0]) == ()


def test_a_fact_says_who_told_it_and_whether_its_day_was_given():
    (record,) = fold(_records("no day  CBP  encountered  (learned 2026-01-09)")).encounters
    assert not record.dated
    assert record.on == record.told.learned_on == _day("2026-01-09")
    assert record.identity.startswith("CBP:")
