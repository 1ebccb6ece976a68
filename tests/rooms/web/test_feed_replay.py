"""Reading again what was set aside, from a page: by whoever runs a feed, and no cell on it."""

import pytest

from amparo.actions.people import who_asks
from amparo.actions.set_aside import set_aside
from amparo.store import models
from amparo.web.pages import feed_replay
from amparo.words.agencies import Role
from tests.rooms.web.conftest import NOW


@pytest.fixture
def first(house):
    return set_aside(who_asks(house, NOW, None, Role.OPERATOR)).lines[0]


def test_the_operator_comes_from_the_feeds_and_reads_a_delivery_again(browse, first):
    operator = browse("operator")
    assert "/feeds/replay" in operator.text("/feeds/")
    assert first.delivery in operator.text("/feeds/replay")
    before = models.Entry.objects.count()
    page = operator.post("/feeds/replay", {"delivery": first.delivery})
    text = page.content.decode()
    assert page.status_code == 200
    assert f"{first.delivery} · {first.file}:{first.line}" in text
    assert first.owner in text
    assert "Nothing was taken in." in text
    assert models.Entry.objects.count() == before + 1


def test_of_a_reason_it_says_how_many_would_be_read(browse, first):
    text = browse("operator").post("/feeds/replay", {"reason": first.reason}).content.decode()
    assert "<strong>0</strong> would be read" in text


def test_nothing_chosen_opens_nothing(browse):
    before = models.Entry.objects.count()
    page = browse("operator").post("/feeds/replay", {})
    assert page.status_code == 400
    assert "Choose a delivery or a reason." in page.content.decode()
    assert models.Entry.objects.count() == before


@pytest.mark.parametrize("role", ["inspector", "case-manager", "juvenile-coordinator", "counsel"])
def test_whoever_runs_no_feed_reads_nothing_again(browse, first, role):
    somebody = browse(role)
    assert "/feeds/replay" not in somebody.text("/feeds/")
    assert "read again by whoever runs a feed" in somebody.text("/feeds/replay")
    before = models.Entry.objects.count()
    page = somebody.post("/feeds/replay", {"delivery": first.delivery})
    assert page.status_code == 409
    assert first.file not in page.content.decode()
    assert models.Entry.objects.count() == before + 1


def test_a_long_answer_is_cut_and_says_so(browse, first, monkeypatch):
    monkeypatch.setattr(feed_replay, "MOST", 0)
    text = browse("operator").post("/feeds/replay", {"delivery": first.delivery}).content.decode()
    assert "The first 0 of" in text
