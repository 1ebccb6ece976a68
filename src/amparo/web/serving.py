"""Serves a home's pages: Gunicorn, one process that opened the home once, and threads."""

from collections.abc import Iterable
from typing import Any

import msgspec
from gunicorn.app.base import BaseApplication

from amparo.actions.home import close_home, open_home
from amparo.settings import Settings
from amparo.web.application import Application, application
from amparo.web.log import write_to_standard_error

CONNECTION_SECONDS = 600
"""How long a thread keeps its connection to the database."""


class Serving(msgspec.Struct, frozen=True, kw_only=True):
    """Where and how to serve."""

    host: str
    port: int
    processes: int
    threads: int

    @property
    def address(self) -> str:
        """Where a browser on this machine finds the first page."""
        shown = "localhost" if self.host in {"127.0.0.1", "::1", "localhost"} else self.host
        return f"http://{shown}:{self.port}/"


def serve(settings: Settings, serving: Serving) -> None:
    """Serve until told to stop. Raises HomeRefused, before anything is served, for a bad home."""
    open_home(settings)
    close_home()  # each process opens it anew: connections do not outlive a fork
    _Server(settings, serving).run()


class _Server(BaseApplication):  # type: ignore[misc]  # Gunicorn tells no types
    def __init__(self, settings: Settings, serving: Serving) -> None:
        self._settings, self._serving = settings, serving
        super().__init__()

    def load_config(self) -> None:
        for name, value in _config(self._serving):
            self.cfg.set(name, value)

    def load(self) -> Application:
        write_to_standard_error()
        return application(open_home(_kept_open(self._settings)))


def _config(serving: Serving) -> Iterable[tuple[str, Any]]:
    host = f"[{serving.host}]" if ":" in serving.host else serving.host
    yield "bind", f"{host}:{serving.port}"
    yield "workers", serving.processes
    yield "worker_class", "gthread"
    yield "threads", serving.threads
    yield "timeout", 120
    yield "graceful_timeout", 5
    yield "loglevel", "critical"  # its other lines name paths
    yield "control_socket_disable", True


def _kept_open(settings: Settings) -> Settings:
    database = {**settings.database, "CONN_MAX_AGE": CONNECTION_SECONDS}
    return msgspec.structs.replace(settings, database=database)
