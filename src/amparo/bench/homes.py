"""Fresh homes to measure in, on either database, gone when they have been measured."""

import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from amparo.actions.home import Home, close_home, open_home
from amparo.settings import read_settings

APP, OWNER = "AMPARO_DATABASE_URL", "AMPARO_DATABASE_OWNER_URL"
_numbers = count(1)


def databases(environment: Mapping[str, str] = os.environ) -> tuple[str, ...]:
    """The databases to measure: the embedded one, and PostgreSQL where both its roles are given."""
    given = environment.get(APP) and environment.get(OWNER)
    return ("sqlite", "postgresql") if given else ("sqlite",)


@contextmanager
def fresh_home(database: str, environment: Mapping[str, str] = os.environ) -> Iterator[Home]:
    """An empty home, open; on PostgreSQL with a new database, which the owner has to be allowed."""
    with fresh_place(database, environment) as place, opened(place) as home:
        yield home


@contextmanager
def opened(place: Mapping[str, str]) -> Iterator[Home]:
    """The home that some variables name, open meanwhile."""
    home = open_home(read_settings(place))
    try:
        yield home
    finally:
        close_home()


@contextmanager
def fresh_place(
    database: str, environment: Mapping[str, str] = os.environ
) -> Iterator[dict[str, str]]:
    """The variables that name an empty home, for a process that is to open it itself."""
    with tempfile.TemporaryDirectory(prefix="amparo-bench-") as folder:
        place = {"AMPARO_HOME": folder}
        if database == "sqlite":
            yield place
            return
        with _new_database(environment[OWNER]) as name:
            yield place | {which: _in(environment[which], name) for which in (APP, OWNER)}


@contextmanager
def _new_database(owner: str) -> Iterator[str]:
    name = f"amparo_bench_{os.getpid()}_{next(_numbers)}"
    with psycopg.connect(owner, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    try:
        yield name
    finally:
        with psycopg.connect(owner, autocommit=True) as connection:
            drop = sql.SQL("DROP DATABASE {} WITH (FORCE)")
            connection.execute(drop.format(sql.Identifier(name)))


def _in(url: str, database: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{database}"))


def bytes_in(folder: Path) -> int:
    """What the files under a folder hold, in bytes."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
