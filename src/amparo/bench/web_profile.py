"""Where the processor's time goes in a page: by what it is spent on, and by function."""

import cProfile
import pstats
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from itertools import islice
from random import Random
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
    """One function: calls and milliseconds a page, its own and with all that it called."""

    name: str
    calls: float
    own_ms: float
    all_ms: float


class Spent(msgspec.Struct, frozen=True, kw_only=True):
    """One kind of page: processor milliseconds and questions to the database for each.

    ``processor_ms`` is measured without the profile, which makes everything slower: of that, the
    ``shares`` by what it is spent on, and the functions that take the most of it: of all, by their
    ``own`` time; of ours, ``cumulative``, with all that they call.
    """

    page: str
    pages: int
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
    profiles = {page: cProfile.Profile(time.process_time) for page in PAGES}
    watched = _visit(home, people, rounds_each, lambda page: profiles[page])
    return [
        _spent(page, pages[page], at_work[page], questions[page], profiles[page], watched[page])
        for page in PAGES
    ]


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


def _spent(  # noqa: PLR0917  # what was counted, and the profile beside it
    page: str, pages: int, at_work: float, questions: int, profile: cProfile.Profile, watched: int
) -> Spent:
    stats: dict[Any, Any] = pstats.Stats(profile).stats  # type: ignore[attr-defined]  # untold by types
    functions = [
        Function(_name(where), calls / watched, 1_000 * own / watched, 1_000 * whole / watched)
        for where, (_, calls, own, whole, _) in stats.items()
    ]
    return Spent(
        page=page,
        pages=pages,
        processor_ms=1_000 * at_work / pages,
        questions=questions / pages,
        shares=_shares(stats),
        own=sorted(functions, key=lambda one: -one.own_ms)[:MOST],
        cumulative=sorted(filter(_is_ours, functions), key=lambda one: -one.all_ms)[:MOST],
    )


def _name(where: tuple[str, int, str]) -> str:
    path, line, function = where
    if path == _BUILT_IN:
        return function
    known = path.rpartition("/site-packages/")[2].rpartition("/src/")[2]
    return f"{known}:{line} {function}"


def _is_ours(function: Function) -> bool:
    """Of others' code only the frame would be named, which calls everything."""
    return function.name.startswith("amparo/")


_BUILT_IN = "~"


def _shares(stats: dict[Any, Any]) -> dict[str, float]:
    """Of all own time, by what it is spent on; what is built in goes to those who call it."""
    on: Counter[str] = Counter()
    for where, (_, _, own, _, callers) in stats.items():
        if where[0] != _BUILT_IN:
            on[_about(where)] += own
            continue
        for caller, (_, _, part, _) in callers.items():
            on[_about(caller)] += part
    whole = sum(on.values())
    return {name: took / whole for name, took in on.most_common()}


def _about(where: tuple[str, int, str]) -> str:
    return next((name for part, name in _ON if part in where[0]), "everything else")
