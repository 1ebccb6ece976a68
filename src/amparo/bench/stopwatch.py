"""Where time goes: every stage's own time, without that of the stages it waits for."""

import importlib
import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import wraps
from time import perf_counter
from typing import Any

ELSE = "everything else"


class Stopwatch:
    """Charges each moment to the stage that is at work. For one thread."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._stage, self._since = ELSE, perf_counter()

    @contextmanager
    def watching(self, stages: Mapping[str, Iterable[str]]) -> Iterator[None]:
        """Watch functions, named ``module:qualified.name``, by the stage they belong to."""
        replaced: list[tuple[Any, str, Any]] = []
        self._since = perf_counter()
        try:
            for stage, names in stages.items():
                for owner, name in map(place_of, names):
                    replaced.append((owner, name, vars(owner)[name]))
                    setattr(owner, name, self._watched(stage, getattr(owner, name)))
            yield
        finally:
            self._turn_to(ELSE)
            for owner, name, original in replaced:
                setattr(owner, name, original)

    def _turn_to(self, stage: str) -> str:
        """Charge the time since the last turn; gives the stage that was at work."""
        now, before = perf_counter(), self._stage
        self.seconds[before] = self.seconds.get(before, 0.0) + now - self._since
        self._stage, self._since = stage, now
        return before

    def _watched(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        if inspect.isgeneratorfunction(function):
            return self._watched_generator(stage, function)

        @wraps(function)
        def watched(*arguments: Any, **named: Any) -> Any:
            before = self._turn_to(stage)
            try:
                return function(*arguments, **named)
            finally:
                self._turn_to(before)

        return watched

    def _watched_generator(
        self, stage: str, function: Callable[..., Iterator[Any]]
    ) -> Callable[..., Iterator[Any]]:
        """Only while it makes its next item is a generator at work."""

        @wraps(function)
        def watched(*arguments: Any, **named: Any) -> Iterator[Any]:
            items = function(*arguments, **named)
            while True:
                before = self._turn_to(stage)
                try:
                    item = next(items)
                except StopIteration:
                    return
                finally:
                    self._turn_to(before)
                yield item

        return watched


def timed(work: Callable[[], object]) -> float:
    """Seconds by the clock that some work takes."""
    started = perf_counter()
    work()
    return perf_counter() - started


def place_of(name: str) -> tuple[Any, str]:
    """The module or class that holds a function, and the function's own name there."""
    module, _, path = name.partition(":")
    *owners, last = path.split(".")
    owner = importlib.import_module(module)
    for one in owners:
        owner = getattr(owner, one)
    return owner, last
