"""Time is charged to the stage at work, and every stage's functions are where it says."""

import pytest

from amparo.bench import stopwatch
from amparo.bench.stages import LOOKING, TAKING_IN
from amparo.bench.stopwatch import ELSE, Stopwatch, place_of


class Kitchen:
    """Each piece of work takes so many seconds of a clock that stands still otherwise."""

    now = 0.0

    def takes(self, seconds):
        Kitchen.now += seconds

    def cook(self):
        self.takes(3)
        self.season()
        self.takes(2)
        return "soup"

    def season(self):
        self.takes(7)

    def serve(self):
        for plate in ("first", "second"):
            self.takes(1)
            yield plate

    def burn(self):
        self.takes(4)
        raise ValueError("burnt")


COOKING = {stage: [f"{__name__}:Kitchen.{stage}"] for stage in ("cook", "season", "serve", "burn")}


@pytest.fixture
def kitchen(monkeypatch):
    monkeypatch.setattr(Kitchen, "now", 0.0)
    monkeypatch.setattr(stopwatch, "perf_counter", lambda: Kitchen.now)
    return Kitchen()


def test_a_stage_is_not_charged_with_the_time_of_the_stage_it_waits_for(kitchen):
    watch = Stopwatch()
    with watch.watching(COOKING):
        kitchen.takes(5)
        assert kitchen.cook() == "soup"
    assert watch.seconds == {ELSE: 5, "cook": 5, "season": 7}


def test_a_generator_is_charged_only_while_it_makes_its_next_item(kitchen):
    watch = Stopwatch()
    with watch.watching(COOKING):
        for _plate in kitchen.serve():
            kitchen.takes(10)
    assert watch.seconds == {ELSE: 20, "serve": 2}


def test_time_after_a_failure_is_not_charged_to_the_stage_that_failed(kitchen):
    watch = Stopwatch()
    with watch.watching(COOKING):
        with pytest.raises(ValueError, match="burnt"):
            kitchen.burn()
        kitchen.takes(6)
    assert watch.seconds == {ELSE: 6, "burn": 4}


def test_nothing_is_watched_any_more_afterwards(kitchen):
    watch = Stopwatch()
    with watch.watching(COOKING):
        pass
    kitchen.cook()
    assert watch.seconds == {ELSE: 0}


@pytest.mark.parametrize(
    "name", [one for part in (TAKING_IN, LOOKING) for one in sum(part.values(), ())]
)
def test_every_function_of_a_stage_is_there(name):
    owner, last = place_of(name)
    assert callable(vars(owner)[last])
