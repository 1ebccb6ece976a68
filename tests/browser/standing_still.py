"""Fills and serves a made-up home in which neither clock nor chance moves: its pages never change.

Run with a port, the home in AMPARO_HOME. What the demo and ``amparo serve`` do, at one moment.
"""

import os
import random
import sys
from datetime import UTC, datetime
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from amparo.actions.demo import made_up_deliveries
from amparo.actions.home import close_home, open_home
from amparo.actions.ingest import ingest, settle
from amparo.actions.match_run import run as weigh
from amparo.actions.people import who_asks
from amparo.settings import read_settings
from amparo.web.application import application
from amparo.web.visit import CLOCK
from amparo.words.agencies import Role

NOW = datetime(2026, 3, 2, 15, tzinfo=UTC)
CHILDREN, SEED = 60, 3


class Server(ThreadingMixIn, WSGIServer):
    """A browser asks for several things at once."""

    daemon_threads = True


class Silent(WSGIRequestHandler):
    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002  # its name
        """Say nothing: an address may name a child's record."""


def fill() -> None:
    """The demo's children, as known at that moment."""
    home = open_home(read_settings(dict(os.environ)))
    with made_up_deliveries(CHILDREN, SEED) as folders:
        for one in folders:
            ingest(home, one, NOW)
    settle(home, NOW)
    weigh(home, who_asks(home, NOW, None, Role.OPERATOR), NOW)
    close_home()


def serve(port: int) -> None:
    """Serve it, at that moment for ever."""
    serves = application(open_home(read_settings(dict(os.environ))))

    def then(environ, start):
        return serves({**environ, CLOCK: NOW}, start)

    make_server("127.0.0.1", port, then, Server, Silent).serve_forever()


if __name__ == "__main__":
    os.urandom = random.Random(SEED).randbytes
    if sys.argv[1:]:
        serve(int(sys.argv[1]))
    else:
        fill()
