"""A delivery is tried as it would be taken in: the same lines set aside, and nothing kept."""

from pathlib import Path
from typing import Any

import pytest

from amparo.feeds import CONTRACTS
from amparo.feeds.dry_run import Unread, try_delivery, try_file
from amparo.feeds.reasons import without_cell
from amparo.feeds.refusals import DeliveryRefused
from tests.rooms.feeds.deliveries import ana, deliver, lines, table


def _try(tmp_path: Path, text: str, feed: str = "referrals", **manifest: Any):
    [tried] = try_delivery(deliver(tmp_path, text, feed=feed, **manifest), CONTRACTS, {})
    return tried


def test_what_would_be_read_mended_and_set_aside_is_counted(tmp_path):
    text = table(
        "placements",
        ana("placements"),
        ana("placements", uc_path_id="MU0002", zip="123"),
        ana("placements", uc_path_id="MU0003", admitted_at="2024-02-30"),
    )
    tried = _try(tmp_path, text + lines(["too", "few"]), "placements")
    assert (tried.tally.read, tried.tally.repaired, tried.tally.set_aside) == (1, 1, 2)
    assert tried.tally.holds()
    assert tried.repairs == {"postal code's lost zeros restored": 1}
    assert [one.line for one in tried.set_aside] == [4, 5]


def test_a_reason_names_the_column_and_never_what_stands_in_the_cell(tmp_path):
    tried = _try(tmp_path, table("referrals", ana("referrals", transfer_at="2024-02-30")))
    assert tried.set_aside == [Unread(2, "transfer_at is not a date")]


def test_a_reason_of_a_public_table_keeps_its_cell():
    public = CONTRACTS["cbp-encounters"]
    assert without_cell("month_abbv JAM is not a month", public).count("JAM") == 1


def test_columns_that_are_never_held_are_named(tmp_path):
    tried = _try(tmp_path, table("placements", ana("placements")), "placements")
    assert "sponsor_immigration_status" in tried.dropped


def test_a_delivery_that_would_be_refused_says_why(tmp_path):
    text = table("referrals", ana("referrals", a_number="A200-000-001"))
    with pytest.raises(DeliveryRefused, match="outside the range of made-up children"):
        _try(tmp_path, text)


def test_a_file_with_another_number_of_lines_than_declared_is_refused(tmp_path):
    with pytest.raises(DeliveryRefused, match="holds 1 lines after its header, declared were 7"):
        _try(tmp_path, table("referrals", ana("referrals")), file={"rows": 7})


def test_a_file_alone_is_tried_without_a_manifest(tmp_path):
    path = tmp_path / "notices.csv"
    path.write_text(table("notices", ana("notices"), delimiter="|"))
    assert try_file(path, CONTRACTS["notices"], "|").tally.read == 1
    with pytest.raises(DeliveryRefused, match="charging_document_id"):
        try_file(path, CONTRACTS["notices"], None)


def test_a_share_above_the_tolerance_is_said(tmp_path):
    bad = [["too", "few"]] * 9
    assert _try(tmp_path, table("referrals", ana("referrals")) + lines(*bad)).above_tolerance
    assert not _try(tmp_path, table("referrals", ana("referrals"))).above_tolerance
