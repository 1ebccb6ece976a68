"""``amparo work``: what the clock asks for, once or all the time."""

import time
from datetime import date
from typing import Any

import click
import msgspec

from amparo.actions.home import Home
from amparo.cli.answer import Exit, Refusal, aside, clock, print_json
from amparo.cli.options import Day, as_json, home_option


@click.command()
@click.option("--once", is_flag=True, help="One run, and then end.")
@click.option("--until", type=Day(), help="One run as of this day; only in a made-up home.")
@click.option("--every", type=click.IntRange(5), default=60, show_default=True, help="Seconds.")
@as_json
@home_option
def work(home: Home, *, once: bool, until: date | None, every: int, as_json: bool) -> None:
    """Do what has woken: look at what was taken in, send what is to be told, take receipts.

    Safe to run twice, beside itself, and to be killed in the middle: the next run goes on.
    """
    while True:
        dead = _run(home, until, as_json=as_json)
        if once or until is not None:
            click.get_current_context().exit(Exit.WARNING if dead else Exit.DONE)
        time.sleep(every)


def _run(home: Home, until: date | None, *, as_json: bool) -> int:
    """One run; gives how many messages are dead now."""
    from amparo.actions.asking import NotAccounted  # noqa: PLC0415  # the database
    from amparo.actions.home import HomeRefused  # noqa: PLC0415
    from amparo.actions.ingest import NotSettled  # noqa: PLC0415
    from amparo.actions.working import dead_messages, work  # noqa: PLC0415

    done = []
    try:
        for did in work(home, clock(), until):
            done.append(did)
            if not as_json:
                click.echo(f"{did.step}: {in_short(did.did)}")
    except (HomeRefused, NotAccounted, NotSettled) as wrong:
        raise Refusal(str(wrong)) from None
    if as_json:
        print_json(done)
    dead = dead_messages()
    if dead:
        aside.print(f"{dead:,} messages could not be sent: see amparo outbox dead.")
    return dead


def in_short(did: Any) -> str:
    """What a step counted, in words; what is nothing is left out."""
    counts = {name: count for name, count in msgspec.structs.asdict(did).items() if count}
    said = ", ".join(f"{count:,} {name.replace('_', ' ')}" for name, count in counts.items())
    return said or "nothing to do"
