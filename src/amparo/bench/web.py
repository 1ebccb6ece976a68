"""The pages under load: people at their work, as many as the server takes, where the time goes."""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from statistics import median, quantiles
from typing import IO

import msgspec
import psycopg
from django.db import connection

from amparo.actions.ingest import ingest, settle
from amparo.bench.homes import OWNER, fresh_place, opened
from amparo.bench.machine import (
    Machine,
    busy_seconds,
    family_seconds,
    in_a_fresh_process,
    machine,
    parent_of,
)
from amparo.bench.web_people import CASELOAD, Person, appointed, signed_in
from amparo.bench.web_profile import Spent, spent
from amparo.bench.web_visits import PAGES, Load, Visit, visited
from amparo.disclosures import Disclosed, read_entry
from amparo.store import models, sealing
from amparo.synthetic import synthesize
from amparo.words.agencies import Role

SEED = 11
AIMS = {"worklist": 100, "record": 120, "timeline": 150, "search": 80}
"""Milliseconds within which nineteen of twenty pages are to be there."""

ELSEWHERE = {"record": 159, "search": 57, "worklist": 39}
"""What OpenCRVS publishes of itself, 95 %, in milliseconds, on 12 virtual processors."""

MOST_OF_OTHERS = 0.05
"""The share of the processors that others may take of a machine that is called quiet."""

Say = Callable[[str], None]


class NotAccountedFor(Exception):
    """Pages were served that the ledger does not tell of, or that were no pages."""


class Setting(msgspec.Struct, frozen=True, kw_only=True):
    """What is measured: seconds of each load, mean seconds to think, rounds under the profile."""

    children: int
    database: str
    people: int = 50
    think: float = 5.0
    seconds: float = 180.0
    saturated_seconds: float = 60.0
    clients: int = 8
    processes: int = 2
    threads: int = 4
    rounds: int = 5


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """How long one kind of page took, in milliseconds, from asking until the last byte."""

    page: str
    served: int
    median: float
    p95: float
    longest: float


class Loaded(msgspec.Struct, frozen=True, kw_only=True):
    """What one load came to; ``looks`` are the ledger's entries of it, by command.

    Processor milliseconds a page are the server's, the database's and the visitors' own, who are
    on the same machine. The embedded database works within the server. ``others`` is the share of
    the machine's processors that anything else took meanwhile.
    """

    people: int
    think: float
    seconds: float
    requests_per_second: float
    pages: list[Page]
    looks: dict[str, int]
    server_ms: float
    database_ms: float | None
    visitors_ms: float
    others: float

    @property
    def is_quiet(self) -> bool:
        """Whether nothing else was at work that makes pages wait: else the clock tells little."""
        return self.others <= MOST_OF_OTHERS


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """What was measured, and on what."""

    machine: Machine
    setting: Setting
    caseload: int
    roles: dict[Role, int]
    paced: Loaded
    saturated: Loaded
    profile: list[Spent]


def measure(setting: Setting, say: Say = lambda _text: None) -> Report:
    """Fill a home, serve it, visit it. Raises NotAccountedFor where a look is not in the ledger."""
    on = machine()
    with fresh_place(setting.database) as place:
        roles = in_a_fresh_process(partial(_fill, place, setting))
        _tidy(place)
        say(f"{setting.children:,} children are in; serving on {setting.database}")
        with _served(place, setting) as (port, server):
            people = in_a_fresh_process(partial(_sign_in, place, roles))
            paced, saturated = in_a_fresh_process(
                partial(_load, place, setting, people, port, server)
            )
        say("Profiling")
        profile = in_a_fresh_process(partial(_profile, place, setting, roles))
    return Report(
        machine=on,
        setting=setting,
        caseload=CASELOAD,
        roles=dict(Counter(roles.values())),
        paced=paced,
        saturated=saturated,
        profile=profile,
    )


# --- the home, and the server -----------------------------------------------------------------


def _fill(place: Mapping[str, str], setting: Setting) -> dict[str, Role]:
    with opened(place) as home, tempfile.TemporaryDirectory(prefix="amparo-bench-") as made:
        synthesize(Path(made), children=setting.children, seed=SEED, start=None, through=None)
        for folder in sorted((Path(made) / "deliveries").iterdir()):
            ingest(home, folder, _now())
        settle(home, _now())
        return appointed(home, setting.people, _now())


def _tidy(place: Mapping[str, str]) -> None:
    """What PostgreSQL does of itself within minutes of a filling, done before the first visit."""
    if OWNER in place:
        with psycopg.connect(place[OWNER], autocommit=True) as owner:
            owner.execute("VACUUM ANALYZE")


def _sign_in(place: Mapping[str, str], roles: dict[str, Role]) -> list[Person]:
    with opened(place) as home:
        return signed_in(home.path, roles, _now())


@contextmanager
def _served(place: Mapping[str, str], setting: Setting) -> Iterator[tuple[int, int]]:
    """The server that ``amparo serve`` is, with its processes and threads; its port and number."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    how = {"port": port, "processes": setting.processes, "threads": setting.threads}
    command = [sys.executable, "-m", "amparo", "serve"]
    command += [word for name, value in how.items() for word in (f"--{name}", str(value))]
    with tempfile.TemporaryFile() as said, _started(command, place, said) as server:
        _wait_for(f"http://127.0.0.1:{port}/health", server)
        yield port, server.pid


@contextmanager
def _started(
    command: Sequence[str], place: Mapping[str, str], said: IO[bytes]
) -> Iterator[subprocess.Popen[bytes]]:
    server = subprocess.Popen(command, env={**os.environ, **place}, stderr=said)  # noqa: S603  # our own
    try:
        yield server
    finally:
        server.terminate()
        server.wait(timeout=60)


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    while server.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=10):  # noqa: S310  # our own server
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("The server did not begin.")


# --- the visits -------------------------------------------------------------------------------


def _load(
    place: Mapping[str, str], setting: Setting, people: list[Person], port: int, server: int
) -> tuple[Loaded, Loaded]:
    with opened(place):
        watched = partial(_watched, server=server, database=_database())
        first = Load(port=port, people=tuple(people), seconds=1, think=0.5)
        watched(first)  # each process reads its rules and templates once
        paced = watched(
            msgspec.structs.replace(first, seconds=setting.seconds, think=setting.think)
        )
        most = tuple(people[: setting.clients])
        saturated = watched(
            msgspec.structs.replace(
                first, people=most, seconds=setting.saturated_seconds, think=0.0
            )
        )
    return paced, saturated


def _watched(load: Load, *, server: int, database: int | None) -> Loaded:
    """One load, by visitors in a process of their own, and what the ledger tells of it."""
    last, before, began = sealing.last_entry(), _at_work(server, database), time.perf_counter()
    visits, own = in_a_fresh_process(partial(_visited, load))
    took = time.perf_counter() - began
    every, of_server, of_database = map(float.__sub__, _at_work(server, database), before)
    looks = _looks_since(last)
    refuse_unless_accounted(visits, looks)
    others = every - of_server - of_database - own
    return Loaded(
        people=len(load.people),
        think=load.think,
        seconds=took,
        requests_per_second=len(visits) / took,
        pages=[_page(page, [one.ms for one in visits if one.page == page]) for page in PAGES],
        looks=dict(Counter(one.command for one in looks)),
        server_ms=1_000 * of_server / len(visits),
        database_ms=None if database is None else 1_000 * of_database / len(visits),
        visitors_ms=1_000 * own / len(visits),
        others=max(0.0, others) / (took * (os.cpu_count() or 1)),
    )


def _at_work(server: int, database: int | None) -> tuple[float, float, float]:
    """Seconds of processor so far: of the whole machine, the server and the database."""
    of_database = family_seconds(database) if database is not None else 0.0
    return busy_seconds(), family_seconds(server), of_database


def _visited(load: Load) -> tuple[list[Visit], float]:
    began = time.process_time()
    return visited(load), time.process_time() - began


def _page(page: str, took: list[float]) -> Page:
    return Page(
        page=page,
        served=len(took),
        median=median(took),
        p95=quantiles(took, n=20, method="inclusive")[-1] if len(took) > 1 else took[0],
        longest=max(took),
    )


def _database() -> int | None:
    """PostgreSQL's first process on this machine, which started all of its others."""
    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return parent_of(cursor.fetchone()[0])


# --- every look is in the ledger --------------------------------------------------------------

_COMMAND = {
    "worklist": "duties list",
    "record": "page record",
    "timeline": "page timeline",
    "search": "children find",
}
"""By what each page's look goes in the ledger."""


_LIST = _COMMAND["worklist"]


def _looks_since(last: int) -> list[Disclosed]:
    later = models.Disclosure.objects.filter(entry__gt=last).values("entry")
    bodies = models.Entry.objects.filter(pk__in=later).values_list("body", flat=True)
    return [read_entry(bytes(body)) for body in bodies]


def refuse_unless_accounted(visits: Sequence[Visit], looks: Sequence[Disclosed]) -> None:
    """Raises NotAccountedFor unless each page served has its look, granted, and none is over.

    A day's list is one look for each purpose that it is drawn up for, each of them once a page.
    """
    bad = [one for one in visits if one.status != _SERVED]
    if bad:
        raise NotAccountedFor(f"{len(bad)} pages were refused or broke, as {bad[0].page}.")
    served = Counter((one.person, _COMMAND[one.page]) for one in visits)
    told = Counter((one.person, one.command) for one in looks if one.answer == "grant")
    lists = Counter((one.person, one.purpose) for one in looks if one.command == _LIST)
    purposes = Counter(person for person, _ in lists)
    for (person, command), pages in served.items():
        wanted = pages * purposes[person] if command == _LIST else pages
        if told.pop((person, command), 0) != wanted or not wanted:
            raise NotAccountedFor(f"{command}: {pages} pages, and not as many looks.")
    if told or any(many != served[person, _LIST] for (person, _), many in lists.items()):
        raise NotAccountedFor("There are looks of pages that were never served.")


_SERVED = 200


def _profile(place: Mapping[str, str], setting: Setting, roles: Mapping[str, Role]) -> list[Spent]:
    one_each = {role: number for number, role in roles.items()}
    with opened(place) as home:
        people = signed_in(home.path, {number: role for role, number in one_each.items()}, _now())
        return spent(home, people, setting.rounds)


def _now() -> datetime:
    return datetime.now(UTC)
