"""``amparo serve``: the pages, on this machine or behind a proxy that speaks TLS."""

import os
import socket

import click

from amparo.cli.answer import Refusal, aside
from amparo.settings import LOOPBACK, SettingsWrong, read_secret, read_settings, read_web

PORT = 8000
"""Where the pages are, unless another port is named."""


@click.command()
@click.option("--port", type=click.IntRange(1, 65_535), default=PORT, show_default=True)
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option(
    "--processes", type=click.IntRange(min=1), default=1, show_default=True, help="How many."
)
@click.option(
    "--threads", type=click.IntRange(min=1), default=8, show_default=True, help="In each process."
)
def serve(port: int, host: str, processes: int, threads: int) -> None:
    """Serve the pages of a home until you press Ctrl-C.

    On this machine only, unless AMPARO_WEB_ORIGIN names the https:// address at which a proxy
    with TLS hands requests on.
    """
    os.environ.pop("AMPARO_TOKEN", None)  # whoever starts the server is not whoever visits it
    try:
        settings = read_settings()
        if settings.agency is not None:
            read_secret(settings.agency)  # told now, and not to the first who signs in
        _refuse_open_door(host, read_web().origin)
        _refuse_taken(host, port)
    except SettingsWrong as wrong:
        raise Refusal(str(wrong)) from None
    if not settings.home.exists():
        raise Refusal(f"There is no home in {settings.home}.")
    from amparo.actions.home import HomeRefused  # noqa: PLC0415  # the database
    from amparo.web.serving import Serving  # noqa: PLC0415
    from amparo.web.serving import serve as begin  # noqa: PLC0415

    serving = Serving(host=host, port=port, processes=processes, threads=threads)
    aside.print(f"Amparo is at {read_web().origin or serving.address} (Ctrl-C ends it).")
    try:
        begin(settings, serving)
    except HomeRefused as wrong:
        raise Refusal(str(wrong)) from None


def _refuse_taken(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind((host, port))
        except OSError as failed:
            raise SettingsWrong(
                f"Nothing can be served at {host}:{port} ({failed.strerror}); name another --port."
            ) from None


def _refuse_open_door(host: str, origin: str | None) -> None:
    """Without TLS before it a page of a child would travel where anyone can read it."""
    if host not in {*LOOPBACK, "::1"} and origin is None:
        raise SettingsWrong(
            f"Listening at {host} needs a proxy with TLS: set AMPARO_WEB_ORIGIN to the https://"
            " address that people use. Nothing is served."
        )
