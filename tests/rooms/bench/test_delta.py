"""A day's delta: rows told before, spread over the cohort, each with one thing changed."""

import csv
from datetime import date

import pytest

from amparo.bench.delta import HEARINGS, TooFewRows, delta_of
from amparo.feeds import CONTRACTS
from amparo.feeds.contract import Row
from amparo.feeds.read import read
from amparo.feeds.receive import receive
from amparo.feeds.tally import Tally
from amparo.synthetic import synthesize


@pytest.fixture(scope="module")
def cohort(tmp_path_factory):
    out = tmp_path_factory.mktemp("cohort")
    synthesize(out, children=120, seed=3, start=None, through=date(2024, 1, 31))
    return sorted((out / "deliveries").iterdir())


def _rows(folder):
    received = receive(folder, CONTRACTS, {})
    (file,) = received.manifest.files
    with received.path_of(file).open(encoding=file.encoding, newline="") as text:
        return list(csv.DictReader(text, delimiter=file.delimiter))


def _told_of(rows):
    # The key's columns come first, however a file spells them.
    return {tuple(row.values())[:2] for row in rows}


def test_a_delta_is_a_delivery_that_is_taken_at_its_word_with_the_rows_asked_for(cohort, tmp_path):
    assert len(_rows(delta_of(cohort, tmp_path, 30))) == 30


def test_every_row_of_it_tells_something_new_of_a_record_told_before(cohort, tmp_path):
    before = [row for folder in cohort if "referrals" in folder.name for row in _rows(folder)]
    rows = _rows(delta_of(cohort, tmp_path, 30))
    assert _told_of(rows) <= _told_of(before)
    assert not [row for row in rows if row in before]


def test_the_next_delta_is_about_other_records_and_comes_later(cohort, tmp_path):
    first, second = (delta_of(cohort, tmp_path, 30, nth) for nth in (0, 1))
    assert _told_of(_rows(first)).isdisjoint(_told_of(_rows(second)))
    assert first.name < second.name


def test_hearings_come_again_as_the_court_writes_them(tmp_path):
    synthesize(tmp_path, children=120, seed=3, start=None, through=date(2024, 3, 10))
    delta = delta_of(sorted((tmp_path / "deliveries").iterdir()), tmp_path, 30, 0, HEARINGS)
    received = receive(delta, CONTRACTS, {})
    (file,) = received.manifest.files
    hearings = CONTRACTS["court"].of_file(file.name)
    assert hearings is not None
    with received.path_of(file).open("rb") as stream:
        told = list(read(stream, hearings, file.encoding, file.delimiter, Tally())[1])
    rows = [row for row in told if isinstance(row, Row)]
    assert len(rows) == len(told) == 30
    assert {row.values["ADJ_MEDIUM"] for row in rows} == {"changed 1"}


def test_a_cohort_with_too_few_rows_is_refused_and_not_quietly_given_fewer(cohort, tmp_path):
    with pytest.raises(TooFewRows, match="do not give 1 deltas of 5,000"):
        delta_of(cohort, tmp_path, 5_000)
