"""What every test stands on: no network, repeatable examples, a real PostgreSQL to throw away."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

import psycopg
import pytest
from hypothesis import settings

# The same examples every time, so that a failure in CI is the failure on your desk.
settings.register_profile("ci", derandomize=True, deadline=None, print_blob=True)
# HYPOTHESIS_PROFILE=explore looks further, and differently each time.
settings.register_profile("explore", max_examples=2_000, deadline=None, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


# --- what takes long --------------------------------------------------------------------------


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--all``, without which a desk leaves out what takes long and CI leaves out nothing.

    ``--screens`` takes the pictures of docs/screens anew: it writes into the checkout.
    """
    in_ci = os.environ.get("CI") == "true"
    parser.addoption("--all", action="store_true", default=in_ci, help="also what takes long")
    parser.addoption("--screens", action="store_true", help="take the docs' pictures anew")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what takes long unless all is asked for."""
    if not config.getoption("--all"):
        later = pytest.mark.skip(reason="takes long: ./run test --all")
        for item in items:
            if item.get_closest_marker("long"):
                item.add_marker(later)
    if not config.getoption("--screens"):
        asked = pytest.mark.skip(reason="takes pictures: ./run screens")
        for item in items:
            if item.get_closest_marker("screens"):
                item.add_marker(asked)


# --- no network -------------------------------------------------------------------------------

LOOPBACK = {"localhost", "127.0.0.1", "::1", "", None}


class NetworkUsedError(RuntimeError):
    """A test reached for another machine."""


@pytest.fixture(scope="session", autouse=True)
def no_network() -> Iterator[None]:
    """Only this machine answers: a test that needs another one fails where it asks."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "connect_ex", "sendto"):
            patch.setattr(socket.socket, name, _only_here(getattr(socket.socket, name)))
        real = socket.getaddrinfo

        def getaddrinfo(host: Any, *args: Any, **options: Any) -> Any:
            _refuse_unless_here(host)
            return real(host, *args, **options)

        patch.setattr(socket, "getaddrinfo", getaddrinfo)
        yield


def _only_here(real: Callable[..., Any]) -> Callable[..., Any]:
    def guarded(self: socket.socket, *args: Any) -> Any:
        if self.family in {socket.AF_INET, socket.AF_INET6}:
            _refuse_unless_here(args[-1][0])  # the address comes last, its host first
        return real(self, *args)

    return guarded


def _refuse_unless_here(host: Any) -> None:
    if host not in LOOPBACK:
        raise NetworkUsedError(f"A test tried to reach {host}; tests use no network.")


# --- a real PostgreSQL ------------------------------------------------------------------------


class PostgresDatabase(NamedTuple):
    """An empty database: Amparo runs as the one, migrations as the other."""

    app_url: str
    owner_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PostgresCluster:
    """A server that only its own socket reaches, gone when the tests are."""

    directory: Path
    numbers: Iterator[int]
    # The port only names the socket file: the server listens on no network.
    port: int = 5433

    def url(self, role: str, database: str) -> str:
        return f"postgresql://{role}@/{database}?host={self.directory}&port={self.port}"

    def run(self, *statements: str) -> None:
        with psycopg.connect(self.url("postgres", "postgres"), autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement.encode())


@pytest.fixture(scope="session")
def postgres_cluster() -> Iterator[PostgresCluster]:
    """One cluster for each test process, with a role that owns and a role that only uses."""
    initdb = _find_initdb()
    if initdb is None:
        missing = "PostgreSQL is not installed here: ./run test installs it, or says how."
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    # Directly under /tmp: a socket's whole path may have 107 bytes, and pytest's folders are long.
    directory = Path(tempfile.mkdtemp(prefix="amparo-pg-", dir="/tmp"))
    cluster = PostgresCluster(directory=directory, numbers=count(1))
    as_whom = _server_account(directory)
    data, said = directory / "data", directory / "said"

    def pg(program: str, *arguments: str) -> None:
        command = [*as_whom, str(initdb.with_name(program)), "--pgdata", str(data), *arguments]
        # Into a file, not a pipe: the server that pg_ctl leaves running would hold a pipe open.
        with said.open("w") as output:
            done = subprocess.run(command, cwd=directory, stdout=output, stderr=output, check=False)
        if done.returncode != 0:
            pytest.fail(f"{program} did not succeed:\n{said.read_text()}")

    try:
        how = ("--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync")
        pg("initdb", *how)
        # Nothing here outlives the tests, so nothing need survive a power cut.
        (data / "postgresql.auto.conf").write_text(
            f"listen_addresses = ''\nunix_socket_directories = '{directory}'\n"
            f"port = {cluster.port}\n"
            "fsync = off\nsynchronous_commit = off\nfull_page_writes = off\n"
        )
        pg("pg_ctl", "start", "--wait", "--silent", "--log", str(directory / "log"))
        try:
            cluster.run(
                "CREATE ROLE amparo_owner LOGIN CREATEDB",
                "CREATE ROLE amparo_app LOGIN",
            )
            yield cluster
        finally:
            pg("pg_ctl", "stop", "--mode=immediate", "--silent")
    finally:
        shutil.rmtree(directory)


@pytest.fixture
def postgres_database(postgres_cluster: PostgresCluster) -> Iterator[PostgresDatabase]:
    """A fresh, empty database for one test."""
    name = f"amparo_{next(postgres_cluster.numbers)}"
    postgres_cluster.run(f"CREATE DATABASE {name} OWNER amparo_owner")
    yield PostgresDatabase(
        app_url=postgres_cluster.url("amparo_app", name),
        owner_url=postgres_cluster.url("amparo_owner", name),
    )
    postgres_cluster.run(f"DROP DATABASE {name} WITH (FORCE)")


def _find_initdb() -> Path | None:
    on_path = shutil.which("initdb")
    if on_path:
        # Debian's other programs stand beside the real file, not beside a link to it.
        return Path(on_path).resolve()
    installed = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    return max(installed, key=lambda found: int(found.parts[-3]), default=None)


def _server_account(directory: Path) -> list[str]:
    # PostgreSQL refuses to run as root, so root hands the folder to the account Debian made for it.
    if os.geteuid() != 0:
        return []
    account = pwd.getpwnam("postgres")
    os.chown(directory, account.pw_uid, account.pw_gid)
    return ["runuser", "-u", "postgres", "--"]
