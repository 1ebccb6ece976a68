"""Work done beside: its answer is the same, its failure is raised here, and no copy stays."""

import os

import pytest

from amparo.actions import beside
from amparo.actions.beside import Beside


@pytest.fixture(params=["in a copy", "here"])
def copied(request, monkeypatch):
    """Both ways in which the work may be done, whatever the machine that runs this test has."""
    in_a_copy = request.param == "in a copy"
    if in_a_copy and not hasattr(os, "fork"):
        pytest.skip("this system makes no copies of a process")
    monkeypatch.setattr(beside, "_can_be_copied", lambda: in_a_copy)
    return in_a_copy


@pytest.mark.usefixtures("copied")
def test_the_answer_is_what_the_work_gives(copies):
    large = Beside(lambda: [bytes(1_000)] * 1_000, worth_it=True)
    assert large.answer() == [bytes(1_000)] * 1_000
    assert copies.none_is_left()


def test_the_work_is_done_by_a_copy_only_where_that_is_worth_it(copied):
    assert (Beside(os.getpid, worth_it=True).answer() != os.getpid()) is copied
    assert Beside(os.getpid, worth_it=False).answer() == os.getpid()


def test_what_a_copy_changes_is_not_changed_here(monkeypatch):
    monkeypatch.setattr(beside, "_can_be_copied", lambda: True)
    told = ["before"]
    Beside(lambda: told.append("beside"), worth_it=True).answer()
    assert told == ["before"]


@pytest.mark.usefixtures("copied")
def test_what_goes_wrong_beside_is_raised_here(copies):
    def work():
        raise ValueError("row 7 cannot be told")

    with pytest.raises(ValueError, match="row 7 cannot be told"):
        Beside(work, worth_it=True).answer()
    assert copies.none_is_left()


def test_a_copy_that_is_killed_is_noticed_and_not_taken_for_an_answer(monkeypatch):
    monkeypatch.setattr(beside, "_can_be_copied", lambda: True)
    killed = Beside(lambda: os.kill(os.getpid(), 9), worth_it=True)
    with pytest.raises(ChildProcessError, match="before its work was done"):
        killed.answer()


def test_work_that_is_given_up_ends(copies, monkeypatch):
    monkeypatch.setattr(beside, "_can_be_copied", lambda: True)
    waits, _never_written = os.pipe()
    Beside(lambda: os.read(waits, 1), worth_it=True).give_up()
    assert copies.none_is_left()
