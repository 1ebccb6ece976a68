"""A child's way from one encounter to the next."""

from datetime import date

from amparo.record import Episode, fold
from tests.spec.timeline import child, records


def _episodes(timeline: str) -> tuple[Episode, ...]:
    return fold(records(child(timeline))).episodes


def _bounds(timeline: str) -> list[tuple[str | None, str | None]]:
    return [(_text(one.began_on), _text(one.ended_on)) for one in _episodes(timeline)]


def _text(day: date | None) -> str | None:
    return str(day) if day else None


def test_without_an_encounter_one_episode_covers_every_day():
    assert _bounds("2026-01-05  ORR  admitted") == [(None, None)]


def test_the_first_episode_reaches_back_without_limit():
    (only,) = _episodes("2026-01-05  CBP  encountered")
    assert only.covers(date(1990, 1, 1))


def test_an_episode_ends_the_day_before_the_next_encounter():
    first, second = _episodes("""
        2025-03-01  CBP  encountered
        2026-01-05  CBP  encountered
    """)
    assert first.covers(date(2026, 1, 4))
    assert not first.covers(date(2026, 1, 5))
    assert second.covers(date(2026, 1, 5))
    assert not second.covers(date(2026, 1, 4))


def test_encounters_told_a_few_days_apart_are_one_chain():
    assert _bounds("""
        2026-01-01  USBP  encountered
        2026-01-04  OFO   encountered
        2026-01-07  ERO   encountered
    """) == [(None, None)]


def test_the_fourth_day_begins_a_new_episode():
    assert _bounds("""
        2026-01-01  USBP  encountered
        2026-01-05  OFO   encountered
    """) == [(None, "2026-01-05"), ("2026-01-05", None)]


def test_a_transfer_belongs_to_the_encounter_it_is_told_with():
    """Transferred after another agency's next encounter, it is still the first one's transfer."""
    first, second = _episodes("""
        2026-01-01  USBP  encountered
        2026-01-20  USBP  transferred to HHS
        2026-01-10  OFO   encountered
    """)
    assert first.transfer is not None
    assert second.transfer is None


def test_an_encounter_of_an_untold_day_came_no_later_than_its_own_transfer():
    _first, second = _episodes("""
        2025-03-01  CBP  encountered
        no day      CBP  encountered               (learned 2026-01-20)
        2026-01-05  CBP  transferred to HHS        (learned 2026-01-20)
    """)
    assert second.began_on == date(2026, 1, 5)
    assert second.transfer is not None
