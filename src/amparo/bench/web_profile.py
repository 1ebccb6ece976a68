"""Where the processor's time goes in a page: by what it is spent on, and by function."""

import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from itertools import islice
from random import Random
from types import CodeType, FrameType
from typing import Any

import msgspec
from django.db import connection
from django.test import Client

from amparo.actions.home import Home
from amparo.bench.web_people import Person
from amparo.bench.web_visits import PAGES, Visit, rounds

MOST = 12
"""How many functions are named."""

_ON: tuple[tuple[str, str], ...] = (
    ("/django/template/", "template"),
    ("/django/utils/", "template"),
    ("/amparo/web/filters", "template"),
    ("/django/db/", "mapper"),
    ("/psycopg", "driver"),
    ("/sqlite3", "driver"),
    ("/amparo/store/vault", "crypto"),
    ("/cryptography/", "crypto"),
    ("/amparo/record/", "fold"),
    ("/amparo/events/", "fold"),
    ("/amparo/store/assertions", "fold"),
    ("/amparo/purposes/view", "fold"),
    ("/amparo/purposes/", "grants and ledger"),
    ("/amparo/disclosures/", "grants and ledger"),
    ("/amparo/ledger/", "grants and ledger"),
    ("/amparo/store/", "grants and ledger"),
    ("/amparo/actions/", "grants and ledger"),
    ("/amparo/duties/", "grants and ledger"),
    ("/amparo/web/", "page"),
    ("/django/", "frame"),
)
"""What a file's functions are about; the first that fits."""


class Function(msgspec.Struct, frozen=True):
    """One function: milliseconds a page, its own and with all that it called."""

    name: str
    own_ms: float
    all_ms: float


class Spent(msgspec.Struct, frozen=True, kw_only=True):
    """One kind of page: processor milliseconds and questions to the database for each.

    ``processor_ms`` is measured without the profile; of that, the ``shares`` by what it is spent
    on, and the functions that take the most of it: of all, by their ``own`` time; of ours,
    ``cumulative``, with all that they call. Both are told from ``samples``: every few milliseconds
    of processor it is noted which functions are being worked at.
    """

    page: str
    pages: int
    samples: int
    processor_ms: float
    questions: float
    shares: dict[str, float]
    own: list[Function]
    cumulative: list[Function]


Around = Callable[[str], AbstractContextManager[object]]
"""What goes on around a page of some kind."""


def spent(home: Home, people: Sequence[Person], rounds_each: int) -> list[Spent]:
    """Each kind of page, asked for in this process: once to count and once under the profile."""
    _visit(home, people, 1, lambda _page: nullcontext())  # templates and rules are read once
    at_work, questions = Counter[str](), Counter[str]()
    pages = _visit(home, people, rounds_each, lambda page: _counted(page, at_work, questions))
    taken = {page: Samples() for page in PAGES}
    _visit(home, people, rounds_each, lambda page: taken[page].taking())
    return [
        _spent(page, pages[page], at_work[page], questions[page], taken[page]) for page in PAGES
    ]


class Samples:
    """Which functions were being worked at, as often as the clock of this process ticked.

    The profiler that comes with Python counts every call instead, and by that makes short functions
    look several times as long as they are.
    """

    def __init__(self) -> None:
        self.own, self.cumulative = Counter[CodeType](), Counter[CodeType]()

    @contextmanager
    def taking(self) -> Iterator[None]:
        """Meanwhile. The processor's time alone ticks, and only in the main thread."""
        before = signal.signal(signal.SIGPROF, self._take)
        signal.setitimer(signal.ITIMER_PROF, _TICK, _TICK)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
            signal.signal(signal.SIGPROF, before)

    def _take(self, _signal: int, frame: FrameType | None) -> None:
        if frame is None:
            return
        self.own[frame.f_code] += 1
        working = set[CodeType]()
        while frame is not None:
            working.add(frame.f_code)
            frame = frame.f_back
        self.cumulative.update(working)


_TICK = 0.001
"""Seconds of processor between two samples, or as few as the kernel's own clock allows."""


def _visit(home: Home, people: Sequence[Person], rounds_each: int, around: Around) -> Counter[str]:
    """So many rounds of each person; how many pages of each kind that were."""
    chance = Random(1)  # noqa: S311  # choices that repeat
    visits = (
        visit
        for person in people
        for visit in islice(
            rounds(_InProcess(home, person, around), chance),
            rounds_each * len(PAGES),
        )
    )
    return Counter(one.page for one in visits)


class _InProcess:
    """A browser whose server is this process."""

    def __init__(self, home: Home, person: Person, around: Around) -> None:
        named: dict[str, Any] = {"amparo.home": home}
        self._client = Client(SERVER_NAME="localhost", **named)
        self._client.cookies["amparo-session"] = person.session
        self._around, self._person, self.text = around, person.number, ""

    def get(self, page: str, address: str) -> Visit:
        with self._around(page):
            answer = self._client.get(address)
        return self._taken(page, answer)

    def post(self, page: str, address: str, fields: dict[str, str]) -> Visit:
        with self._around(page):
            answer = self._client.post(address, fields)
        return self._taken(page, answer)

    def _taken(self, page: str, answer: Any) -> Visit:
        if answer.status_code != _SERVED:
            raise RuntimeError(f"The page {page} was answered with {answer.status_code}.")
        self.text = answer.content.decode()
        return Visit(page, self._person, answer.status_code, 0)


_SERVED = 200


@contextmanager
def _counted(page: str, at_work: Counter[str], questions: Counter[str]) -> Iterator[None]:
    def asked(execute: Any, sql: str, values: Any, many: bool, context: Any) -> Any:  # noqa: FBT001  # as Django calls it
        questions[page] += 1
        return execute(sql, values, many, context)

    began = time.process_time()
    with connection.execute_wrapper(asked):
        yield
    at_work[page] += time.process_time() - began  # type: ignore[assignment]  # seconds, summed


# --- what the profile tells -------------------------------------------------------------------


def _spent(page: str, pages: int, at_work: float, questions: int, taken: Samples) -> Spent:
    processor_ms, samples = 1_000 * at_work / pages, taken.own.total()
    each = processor_ms / max(1, samples)
    functions = [
        Function(_name(code), each * taken.own[code], each * taken.cumulative[code])
        for code in taken.cumulative
    ]
    return Spent(
        page=page,
        pages=pages,
        samples=samples,
        processor_ms=processor_ms,
        questions=questions / pages,
        shares=_shares(taken),
        own=sorted(functions, key=lambda one: -one.own_ms)[:MOST],
        cumulative=sorted(filter(_is_ours, functions), key=lambda one: -one.all_ms)[:MOST],
    )


def _name(code: CodeType) -> str:
    known = code.co_filename.rpartition("/site-packages/")[2].rpartition("/src/")[2]
    return f"{known}:{code.co_firstlineno} {code.co_qualname}"


def _is_ours(function: Function) -> bool:
    """Of others' code only the frame would be named, which calls everything, as the visitors do."""
    return function.name.startswith("amparo/") and not function.name.startswith("amparo/bench/")


def _shares(taken: Samples) -> dict[str, float]:
    """Of all samples, by what was being worked at; what is built in counts as whoever calls it."""
    on: Counter[str] = Counter()
    for code, samples in taken.own.items():
        on[_about(code)] += samples
    whole = max(1, on.total())
    every = dict.fromkeys((*(name for _, name in _ON), _ELSE), 0.0)
    return every | {name: samples / whole for name, samples in on.most_common()}


def _about(code: CodeType) -> str:
    return next((name for part, name in _ON if part in code.co_filename), _ELSE)


_ELSE = "everything else"
