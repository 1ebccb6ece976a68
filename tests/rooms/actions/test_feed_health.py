"""The health of feeds follows from the deliveries held, and is told to those whom it concerns."""

from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

import msgspec
import pytest

from amparo.actions.feed_health import SEE_EVERY_FEED, health
from amparo.actions.ingest import ingest, settle
from amparo.actions.publish import published, together
from amparo.feeds import CONTRACTS
from amparo.feeds.contract import Mode
from amparo.feeds.refusals import DeliveryRefused
from amparo.gaps.feeds import FEED_GAPS
from amparo.purposes.asker import Asker
from amparo.purposes.roles import agency
from amparo.words.agencies import Agency, Role
from tests.rooms.feeds.deliveries import ana, deliver, lines, table

NOW = datetime(2026, 11, 22, 15, tzinfo=UTC)
FIRST = datetime(2024, 3, 5, 12, tzinfo=UTC)


def _who(role: Role, at: str | None = None) -> Asker:
    return Asker(
        person="0",
        slug=role,
        role=role,
        agency=at or agency(role),
        office="made-up",
        credentials_in_date=True,
        training_in_date=True,
    )


INSPECTOR = _who(Role.INSPECTOR)


class Sender:
    """Sends made-up deliveries into a home, one after another."""

    def __init__(self, home, folder):
        self.home, self._numbers = home, count(1)
        self.folder = folder / "sent"
        self.folder.mkdir()

    def send(self, text: str, *, feed: str = "referrals", days: int = 0, **manifest: Any):
        received = FIRST + timedelta(days=days)
        said: dict[str, Any] = {
            "sequence": next(self._numbers),
            "covers_to": received.date() - timedelta(days=1),
        }
        folder = deliver(self.folder, text, feed=feed, received_at=received, **said | manifest)
        taken = ingest(self.home, folder, NOW)
        settle(self.home, NOW)
        return taken

    def publish(self, feed: str, *files: tuple[str, str]) -> list[Any]:
        """Public tables as published, by name and text; what each delivery amounted to."""
        paths = []
        for name, text in files:
            paths.append(self.folder / name)
            paths[-1].write_bytes(text.encode("latin-1"))
        taken = []
        for group in together(paths, feed):
            with published(self.home, group, feed, NOW) as folder:
                taken.append(ingest(self.home, folder, NOW))
        settle(self.home, NOW)
        return taken


@pytest.fixture
def sender(home, tmp_path):
    return Sender(home, tmp_path)


def _line(feed: str):
    return next(one for one in health(INSPECTOR, NOW).feeds if one.feed == feed)


def _found(gap: str, *, closed: bool = False):
    told = health(INSPECTOR, NOW)
    return [one for one in (told.closed if closed else told.findings) if one.gap == gap]


def _children(*numbers: int, **cells: str) -> str:
    """Referrals of children with such numbers, each under a key of its own."""
    rows = (
        ana("referrals", event_number=f"MU{one:04}", a_number=f"A990-000-{one:03}", **cells)
        for one in numbers
    )
    return table("referrals", *rows)


# --- what came of each feed -----------------------------------------------------------------------


@pytest.mark.usefixtures("sender")
def test_a_feed_of_which_nothing_came_is_listed_and_nothing_is_said_of_it():
    for one in health(INSPECTOR, NOW).feeds:
        assert (one.deliveries, one.last_received, one.rows_last, one.open) == (0, None, None, 0)
    assert {one.feed for one in health(INSPECTOR, NOW).feeds} == CONTRACTS.keys()


def test_a_feeds_line_says_what_came_last_and_when_the_next_is_expected(sender):
    sender.send(_children(1, 2, 3))
    sender.send(_children(4), days=1)
    one = _line("referrals")
    assert (one.deliveries, one.last_received) == (2, date(2024, 3, 6))
    assert (one.rows_last, one.rows_median) == (1, 3)
    assert one.next_expected == date(2024, 3, 5) + timedelta(days=1)
    allowed = CONTRACTS["referrals"].cadence_days + CONTRACTS["referrals"].late_after_days
    assert one.late_after == date(2024, 3, 5) + timedelta(days=allowed)


def test_the_share_of_rows_set_aside_is_of_all_that_came(sender):
    good = _children(1, 2, 3)
    sender.send(good + lines(["too", "few", "cells"]))
    one = _line("referrals")
    assert (one.rows_last, one.set_aside, one.set_aside_share) == (4, 1, 0.25)


def test_the_day_is_that_of_the_latest_delivery_in_a_made_up_home(sender):
    sender.send(_children(1))
    assert health(INSPECTOR, NOW).on == date(2024, 3, 5)
    assert _found("feed-late") == []
    sender.send(table("notices", ana("notices")), feed="notices", days=20)
    assert health(INSPECTOR, NOW).on == date(2024, 3, 25)
    (late,) = _found("feed-late")
    assert (late.feed, late.since, late.agency) == ("referrals", date(2024, 3, 9), "CBP")
    assert late.due == date(2024, 3, 11)  # the next business day after a Saturday
    assert _line("referrals").open == 1


def test_one_feed_can_be_asked_for_alone(sender):
    sender.send(_children(1))
    told = health(INSPECTOR, NOW, "referrals")
    assert [one.feed for one in told.feeds] == ["referrals"]


# --- what is found ------------------------------------------------------------------------------


def test_a_skipped_number_is_open_until_it_comes(sender):
    sender.send(_children(1), sequence=1)
    sender.send(_children(2), sequence=3, days=1)
    (one,) = _found("delivery-missing")
    assert (one.anchor, one.until) == ("referrals 2", None)
    sender.send(_children(3), sequence=2, days=2)
    assert _found("delivery-missing") == []
    assert _found("delivery-missing", closed=True)[0].until == date(2024, 3, 7)


def test_a_delivery_of_far_fewer_rows_than_usual_is_found(sender):
    for day in range(4):
        first = 1 + day * 150
        sender.send(_children(*range(first, first + (120 if day < 3 else 20))), days=day)
    (one,) = _found("rows-drifted")
    assert one.since == date(2024, 3, 8)
    assert "20 rows; the median before is 120" in one.facts[0]


def test_one_key_with_two_children_in_a_file_is_found_by_its_lines(sender):
    other = ana("referrals", given_names="Berta", a_number="A990-000-002")
    taken = sender.send(table("referrals", ana("referrals"), other))
    (one,) = _found("keys-collide")
    assert one.anchor == taken.folder
    assert "one key more than once, with different content (lines 2, 3)" in one.facts[0]


def test_equal_rows_of_one_key_do_not_collide(sender):
    sender.send(table("referrals", ana("referrals"), ana("referrals")))
    assert _found("keys-collide") == []


def test_equal_rows_of_one_key_that_tell_an_address_do_not_collide(sender):
    sender.send(table("placements", ana("placements"), ana("placements")), feed="placements")
    assert _found("keys-collide") == []


def test_a_key_that_is_written_with_a_number_sign_is_no_second_occurrence(sender):
    rows = (ana("referrals", subject_key=key, sector=f"Sector {key}") for key in ("1", "1#2"))
    sender.send(table("referrals", *rows))
    assert _found("keys-collide") == []


def test_a_later_file_that_tells_the_key_once_closes_it(sender):
    sender.send(table("referrals", ana("referrals"), ana("referrals", sector="Another Sector")))
    sender.send(table("referrals", ana("referrals", sector="A third")), days=3)
    assert _found("keys-collide") == []
    assert _found("keys-collide", closed=True)[0].until == date(2024, 3, 8)


def test_a_difference_of_place_alone_is_a_difference(sender):
    rows = ana("placements"), ana("placements", address_line="98 Imagined Ave", unit="Apt 9")
    sender.send(table("placements", *rows), feed="placements")
    assert len(_found("keys-collide")) == 1


def test_a_file_that_had_come_before_is_found_under_its_other_name(sender):
    sender.send(_children(1))
    taken = sender.send(_children(1), days=1)
    (one,) = _found("same-content-other-name")
    assert (one.anchor, one.since) == (taken.folder, date(2024, 3, 6))


def test_a_file_sent_again_that_says_so_is_not(sender):
    sender.send(_children(1))
    sender.send(_children(1), days=1, mode=Mode.RESEND, covers_to=date(2024, 3, 4))
    assert _found("same-content-other-name") == []


# --- HHS's totals ---------------------------------------------------------------------------------


def _counts(*, day: str = "2024-02-03", transferred: int) -> str:
    names = CONTRACTS["hhs-daily"].column_names
    told = {"date": day, "children_transferred_out_of_cbp_custody": str(transferred)}
    return lines(names, [told.get(name, "") for name in names])


@pytest.mark.parametrize(("transferred", "differs"), [(60, True), (12, False)])
def test_a_month_in_which_hhs_counted_far_more_than_cbp_told_is_found(sender, transferred, differs):
    sender.send(_children(1, 2, 3), covers_from=date(2024, 1, 1))
    sender.send(_counts(transferred=transferred), feed="hhs-daily")
    found = _found("totals-do-not-reconcile")
    assert [one.anchor for one in found] == (["referrals 2024-02"] if differs else [])
    if differs:
        assert "On one day of 2024-02 HHS counted 60" in found[0].facts[0]
        assert "tells of 3 on the same days" in found[0].facts[0]


def test_a_day_that_cbps_deliveries_do_not_cover_is_not_compared(sender):
    sender.send(_children(1), covers_from=date(2024, 1, 1))
    counts = _counts(day="2024-06-03", transferred=500)
    sender.send(counts, feed="hhs-daily")
    assert _found("totals-do-not-reconcile") == []


def test_made_up_children_are_not_held_against_real_totals(sender):
    sender.send(_children(1), covers_from=date(2024, 1, 1))
    sender.publish("hhs-daily", ("daily.csv", _counts(transferred=500)))
    assert _found("totals-do-not-reconcile") == []


# --- the court's tables, as published -------------------------------------------------------------


def _court(name: str, *rows: dict[str, str]) -> tuple[str, str]:
    contract = CONTRACTS["court"].of_file(f"{name}.csv")
    assert contract is not None
    names = contract.column_names
    told = ["\t".join(row.get(one, "") for one in names) for row in rows]
    return f"{name}.csv", "\r\n".join(["\t".join(names), *told, ""])


CASES = _court("A_TblCase", *({"IDNCASE": f"99000000{one}", "NAT": "GT"} for one in (1, 2, 3)))


def test_the_courts_public_tables_are_one_delivery_and_are_joined_to_nobody(sender):
    sender.send(_children(1))
    flags = _court(
        "tbl_JuvenileHistory",
        {"idnJuvenileHistory": "990000011", "idnCase": "990000001", "idnJuvenile": "5"},
    )
    (taken,) = sender.publish("eoir", CASES, flags)
    assert (taken.feed, taken.tally.read) == ("court", 4)
    assert _line("court").rows_last == 4
    assert _found("flag-disagrees") == []


def test_a_count_file_that_says_more_rows_than_came_is_found(sender):
    sender.send(_children(1))
    said = "A_TblCase.csv\t1,003\r\ntbl_schedule.csv\t7\r\n"
    (taken,) = sender.publish("eoir", CASES, ("Count.txt", said))
    (one,) = _found("totals-do-not-reconcile")
    assert one.anchor == f"{taken.folder} A_TblCase"
    assert "holds 3 rows; its Count file says 1,003" in one.facts[0]


def test_a_count_file_that_agrees_is_nothing_to_find(sender):
    sender.send(_children(1))
    sender.publish("eoir", CASES, ("Count.txt", "A_TblCase 3\n"))
    assert _found("totals-do-not-reconcile") == []


def test_real_cases_are_refused_in_a_made_up_home_and_made_up_ones_in_any_other(sender):
    with pytest.raises(DeliveryRefused, match="range of made-up children"):
        sender.publish("eoir", CASES)
    sender.send(_children(1))
    with pytest.raises(DeliveryRefused, match="outside the range of made-up children"):
        sender.publish("eoir", _court("A_TblCase", {"IDNCASE": "4711", "NAT": "GT"}))


def test_of_a_public_table_that_is_refused_nothing_is_left_in_the_home(sender):
    with pytest.raises(DeliveryRefused):
        sender.publish("eoir", CASES)
    assert list(sender.home.path.rglob("A_TblCase*")) == []


def test_what_is_no_public_table_is_refused_with_those_that_are(sender):
    with pytest.raises(
        DeliveryRefused, match=r"'placements' is not a public table .*hhs-daily.*eoir"
    ):
        sender.publish("placements", ("rows.csv", _children(1)))


# --- rows that come and go from release to release ------------------------------------------------


def _cases(*numbers: int, nationality: str = "GT") -> tuple[str, str]:
    rows = ({"IDNCASE": f"9900000{one:02}", "NAT": nationality} for one in numbers)
    return _court("A_TblCase", *rows)


def test_rows_that_a_release_leaves_out_are_counted_by_table_until_they_are_told_again(sender):
    sender.send(_children(1))
    sender.publish("eoir", _cases(1, 2, 3))
    assert _found("rows-vanished") == []
    (taken,) = sender.publish("eoir", _cases(1))
    (one,) = _found("rows-vanished")
    assert one.anchor == f"{taken.folder} A_TblCase"
    assert "leaves out 2 rows" in one.facts[0]
    sender.publish("eoir", _cases(1, 2, nationality="HO"))
    assert _found("rows-vanished")[0].until is None
    sender.publish("eoir", _cases(1, 2, 3, 4))
    assert _found("rows-vanished") == []


def test_rows_that_were_told_again_on_a_later_day_were_gone_until_then(sender):
    numbers = (_cases(1, 2)[1], _cases(1)[1], _cases(1, 2, 3)[1])
    for month, text in enumerate(numbers):
        _release(sender, text, days=31 * month)
    (one,) = _found("rows-vanished", closed=True)
    assert (one.since, one.until) == (date(2024, 4, 5), date(2024, 5, 6))


def _release(sender, text: str, days: int) -> None:
    sender.send(
        text,
        feed="court",
        days=days,
        mode=Mode.SNAPSHOT,
        name="A_TblCase.csv",
        file={"delimiter": "\t"},
    )


def test_a_release_without_a_table_is_told_until_a_later_one_has_it(sender):
    sender.send(_children(1))
    names = [one.table for one in CONTRACTS["court"].tables]
    whole = [_cases(1), *(_court(one) for one in names if one != "A_TblCase")]
    (taken,) = sender.publish("eoir", *whole[:-1])
    (one,) = _found("table-missing")
    assert one.anchor == f"{taken.folder} {names[-1]}"
    assert (one.agency, one.owner) == ("EOIR", Role.FEED_STEWARD)
    sender.publish("eoir", _cases(1, 2), *whole[1:])
    assert _found("table-missing") == []


def test_a_row_that_a_release_changes_has_not_vanished(sender):
    sender.send(_children(1))
    sender.publish("eoir", _cases(1, 2))
    sender.publish("eoir", _cases(1, 2, nationality="HO"))
    assert _found("rows-vanished") == []


def test_one_hearing_told_twice_in_a_file_with_different_content_is_found(sender):
    sender.send(_children(1))
    hearing = {"IDNSCHEDULE": "990000021", "IDNPROCEEDING": "990000031", "IDNCASE": "990000001"}
    days = ({**hearing, "ADJ_DATE": f"2024-0{month}-01 00:00:00.000"} for month in (5, 6))
    (taken,) = sender.publish("eoir", _cases(1), _court("tbl_schedule", *days))
    (one,) = _found("keys-collide")
    assert one.anchor == f"{taken.folder} tbl_schedule"
    assert "one key" in one.facts[0]


# --- numbers on too many records ------------------------------------------------------------------


def test_a_number_on_more_records_than_a_child_has_is_told_to_the_feed_that_wrote_it(
    sender, monkeypatch
):
    for place in ("amparo.actions.held_feed", "amparo.actions.feed_health"):
        monkeypatch.setattr(f"{place}.MOST_WITH_A_NUMBER", 14)
    own = [_row(one, f"A990-000-{one:03}") for one in range(20, 23)]
    crowded = [_row(one, "A990-000-001") for one in range(1, 15)]
    sender.send(table("referrals", *own, *crowded))
    assert _found("number-on-many") == []
    sender.send(table("notices", ana("notices", a_number="A990-000-001")), feed="notices", days=2)
    (one,) = _found("number-on-many")  # what the other feed told once may be the child's own
    assert (one.feed, one.since) == ("referrals", date(2024, 3, 7))
    assert "tells 14 records under a number (lines 5, 6, 7, 8, 9, 10" in one.facts[0]
    assert "990" not in "".join(one.facts).replace(one.anchor, "")


def _row(number: int, a_number: str) -> dict[str, str]:
    name = f"Berta{chr(ord('a') + number)}"
    return ana("referrals", event_number=f"MU{number:04}", a_number=a_number, given_names=name)


# --- the court's flag -----------------------------------------------------------------------------


def _joined(*flags: tuple[str, str]) -> list[tuple[str, str]]:
    """The court's case of Ana, with flags by number and the day each was set."""
    case = {
        "IDNCASE": "990000001",
        "NAT": "GT",
        "C_BIRTHDATE": "2/2010",
        "a_number": "990000001",
    }
    rows = [
        {
            "idnJuvenileHistory": f"99000001{at}",
            "idnCase": "990000001",
            "idnJuvenile": number,
            "DATCREATEDON": f"{on} 00:00:00.000",
        }
        for at, (number, on) in enumerate(flags)
    ]
    return [_court("A_TblCase", case), *([_court("tbl_JuvenileHistory", *rows)] if rows else [])]


@pytest.mark.parametrize(
    ("flags", "disagrees"),
    [
        ((), True),
        ((("5", "2024-02-20"),), True),
        ((("4", "2024-02-20"),), False),
        ((("4", "2024-02-20"), ("5", "2024-02-25")), True),
        ((("5", "2024-02-20"), ("4", "2024-02-25")), False),
    ],
)
def test_the_case_of_a_child_handed_over_whose_latest_flag_is_none_is_counted(
    sender, flags, disagrees
):
    sender.send(_children(1))
    sender.publish("eoir", *_joined(*flags))
    found = _found("flag-disagrees")
    assert bool(found) is disagrees
    if found:
        assert "Of 1 cases" in found[0].facts[0]


# --- who is told of it ----------------------------------------------------------------------------

PUBLIC = {one.feed for one in CONTRACTS.values() if not one.about_children}


@pytest.mark.parametrize("role", Role)
def test_only_those_who_keep_or_check_the_feeds_are_told_of_feeds_about_children(sender, role):
    sender.send(_children(1))
    told = {one.feed for one in health(_who(role), NOW).feeds}
    every = role in SEE_EVERY_FEED or role is Role.FEED_STEWARD
    assert told == (CONTRACTS.keys() if every else PUBLIC)


def test_nobody_of_dhs_is_among_them():
    at_dhs = {Agency.CBP, Agency.ICE, Agency.USCIS}
    assert not {agency(role) for role in SEE_EVERY_FEED} & at_dhs


@pytest.mark.usefixtures("sender")
@pytest.mark.parametrize("at", Agency)
def test_a_feed_steward_is_told_of_their_own_agencys_feeds(at):
    told = health(_who(Role.FEED_STEWARD, at), NOW)
    own = {one.feed for one in CONTRACTS.values() if one.sender == at}
    assert {one.feed for one in told.feeds} == own | PUBLIC
    assert set(told.not_shown) == CONTRACTS.keys() - own - PUBLIC


def test_nobody_at_all_is_told_of_public_tables(sender):
    sender.send(_children(1))
    told = health(None, NOW)
    assert {one.feed for one in told.feeds} == PUBLIC
    assert all(one.feed in PUBLIC for one in told.findings)


def test_what_is_found_names_no_child_and_no_record(sender):
    other = ana("referrals", given_names="Berta", a_number="A990-000-002")
    sender.send(table("referrals", ana("referrals"), other))
    sender.send(table("notices", ana("notices")), feed="notices", days=30)
    said = msgspec.json.encode(health(INSPECTOR, NOW)).decode()
    assert {one.gap for one in health(INSPECTOR, NOW).findings} == {"keys-collide", "feed-late"}
    for row in (ana("referrals"), other, ana("notices")):
        for cell in ("given_names", "surnames", "a_number", "event_number", "birth_date"):
            assert not row.get(cell) or row[cell] not in said


def test_every_finding_has_its_gaps_words_and_the_senders_steward(sender):
    sender.send(_children(1))
    sender.send(table("notices", ana("notices")), feed="notices", days=30)
    for one in health(INSPECTOR, NOW).findings:
        assert one.says == FEED_GAPS[one.gap].says
        assert one.closes_by
        assert one.facts
        assert (one.agency, one.owner) == (CONTRACTS[one.feed].sender, Role.FEED_STEWARD)
