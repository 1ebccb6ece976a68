"""Who writes portions lets a look be written down first, and is not kept waiting for ever."""

from threading import Event, Thread
from time import monotonic

import pytest
from django.db import connection

from amparo.store import taking_turns
from amparo.store.taking_turns import going_first, portion

pytestmark = pytest.mark.usefixtures("home")


@pytest.fixture(autouse=True)
def one_writer(home):  # noqa: ARG001  # it must be open before its database can be asked
    if connection.vendor != "sqlite":
        pytest.skip("it has many writers")


@pytest.fixture
def look():
    """A look that is being written down, until it is told to end."""
    begun, enough = Event(), Event()

    def write():
        with going_first():
            begun.set()
            enough.wait(10)

    writing = Thread(target=write)
    writing.start()
    begun.wait(10)
    yield enough
    enough.set()
    writing.join()


def written(done: Event) -> Thread:
    """A portion that another process would write."""

    def write():
        with portion():
            done.set()
        connection.close()

    writing = Thread(target=write)
    writing.start()
    return writing


def test_a_portion_waits_until_the_look_is_written_down(look, monkeypatch):
    monkeypatch.setattr(taking_turns, "_AT_MOST", 10)
    done = Event()
    writing = written(done)
    assert not done.wait(0.2)
    look.set()
    assert done.wait(10)
    writing.join()


def test_a_portion_is_written_after_a_while_though_looks_never_end(look, monkeypatch):
    monkeypatch.setattr(taking_turns, "_AT_MOST", 0.05)
    done = Event()
    written(done).join()
    assert done.is_set()
    assert not look.is_set()


def test_who_writes_a_look_down_waits_for_no_one_not_even_for_themselves(monkeypatch):
    monkeypatch.setattr(taking_turns, "_AT_MOST", 10)
    started = monotonic()
    with going_first(), going_first(), portion():
        pass
    assert monotonic() - started < 5
