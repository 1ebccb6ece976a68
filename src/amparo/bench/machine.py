"""What a measurement was made on, and how much memory it took at most."""

import os
import platform
import resource
import sqlite3
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from time import process_time
from typing import TypeVar

import msgspec

_Found = TypeVar("_Found")


class Machine(msgspec.Struct, frozen=True):
    """The machine, as far as figures depend on it. ``load`` is the load of the last minute."""

    processors: int
    memory_gib: float
    python: str
    sqlite: str
    load: float


def machine() -> Machine:
    """The machine that measures, now."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return Machine(
        processors=os.cpu_count() or 1,
        memory_gib=round(memory, 1),
        python=platform.python_version(),
        sqlite=sqlite3.sqlite_version,
        load=round(os.getloadavg()[0], 1),
    )


def processor_seconds() -> float:
    """Seconds this process and the copies of it that have ended were at work."""
    copies = resource.getrusage(resource.RUSAGE_CHILDREN)
    return process_time() + copies.ru_utime + copies.ru_stime


def family_seconds(process: int) -> float:
    """Seconds a process, those it started and those they started were at work, ended ones too.

    Linux alone tells it; elsewhere an OSError is raised.
    """
    *_, own = _stat(process).rpartition(")")
    ticks = sum(map(int, own.split()[11:15]))  # its own, and of those whose end it awaited
    started = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    return ticks / os.sysconf("SC_CLK_TCK") + sum(map(_seconds_unless_ended, map(int, started)))


def busy_seconds() -> float:
    """Seconds the processors of this machine were at work since it was started, at anything.

    Linux alone tells it; elsewhere an OSError is raised.
    """
    _, user, nice, system, _idle, _waiting, interrupts, soft, *_ = _first_line("/proc/stat")
    return sum(map(int, (user, nice, system, interrupts, soft))) / os.sysconf("SC_CLK_TCK")


def _first_line(path: str) -> list[str]:
    with Path(path).open() as lines:
        return next(lines).split()


def parent_of(process: int) -> int:
    """The process that started another, on Linux."""
    *_, own = _stat(process).rpartition(")")
    return int(own.split()[1])


def _stat(process: int) -> str:
    return Path(f"/proc/{process}/stat").read_text()


def _seconds_unless_ended(process: int) -> float:
    """One that ends meanwhile is counted by its parent from then on."""
    try:
        return family_seconds(process)
    except FileNotFoundError:
        return 0.0


def peak_memory_mib() -> int:
    """The most memory this process ever held, in MiB; its copies share most of it."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most // (2**20 if sys.platform == "darwin" else 2**10)


def in_a_fresh_process(work: Callable[[], _Found]) -> _Found:
    """What ``work`` gives, done by a process that has done nothing else, as a command is."""
    fresh = get_context("spawn")
    with ProcessPoolExecutor(max_workers=1, mp_context=fresh) as process:
        return process.submit(work).result()
