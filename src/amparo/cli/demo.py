"""``amparo demo``: made-up agencies' books brought together, from end to end."""

import sys
import time
from datetime import date
from typing import Any

import click
import msgspec

from amparo.actions.meanings import in_words
from amparo.cli.answer import Refusal, aside, clock, print_json, print_table, progress
from amparo.cli.options import as_json
from amparo.cli.serve import PORT
from amparo.settings import SettingsWrong, read_settings

_AFTER_ABSENCE = "days-after-absence"
_SHOWN = (
    ("transfers-to-hhs", None, None),
    ("nta-not-issued", date(2024, 5, 1), date(2024, 5, 31)),
    ("nta-not-served", None, None),
    ("failed-to-appear", date(2024, 10, 31), date(2024, 11, 30)),
    ("bad-release-addresses", None, None),
    ("offices-asking", None, None),
    (_AFTER_ABSENCE, None, None),
)
"""The figures shown, with the days they speak of; None is the end of what was delivered."""

MADE_UP = "Every child here is made up. No name, number or address belongs to anyone."


@click.command()
@click.option("--children", type=click.IntRange(min=1), default=2_000, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True)
@click.option("--no-serve", is_flag=True, help="Print and end; serve no pages.")
@click.option(
    "--port", type=click.IntRange(1, 65_535), default=PORT, show_default=True, help="Of the pages."
)
@click.option("--home", "home_folder", type=click.Path(file_okay=False), help="The data folder.")
@as_json
def demo(
    children: int, seed: int, home_folder: str | None, port: int, *, no_serve: bool, as_json: bool
) -> None:
    """Make up agencies and their deliveries, take them in, show what comes of it and serve it."""
    import os  # noqa: PLC0415

    if home_folder:
        os.environ["AMPARO_HOME"] = home_folder
    from amparo.actions.asking import LookRefused, NotAccounted  # noqa: PLC0415  # the database
    from amparo.actions.home import HomeRefused, close_home  # noqa: PLC0415

    try:
        answer = _run(children, seed)
    except (HomeRefused, LookRefused, NotAccounted, SettingsWrong) as wrong:
        raise Refusal(str(wrong)) from None
    finally:
        close_home()
    if as_json:
        print_json(answer)
        return
    _print(answer)
    if not no_serve:
        # A process of its own, which never had the home open.
        pages = ("-m", "amparo", "serve", "--port", str(port))
        os.execv(sys.executable, (sys.executable, *pages))  # noqa: S606  # no shell


def _run(children: int, seed: int) -> dict[str, Any]:
    from amparo.actions import demo as shown  # noqa: PLC0415  # the database
    from amparo.actions.demo_absence import absence  # noqa: PLC0415
    from amparo.actions.figures import count  # noqa: PLC0415
    from amparo.actions.ledger import checkpoint  # noqa: PLC0415
    from amparo.actions.made_up_desks import tell_all  # noqa: PLC0415
    from amparo.actions.match_run import run as weigh  # noqa: PLC0415
    from amparo.cli.ingest import answer as delivery_answer  # noqa: PLC0415
    from amparo.cli.ingest import take_in  # noqa: PLC0415

    started = time.monotonic()
    home = shown.demo_home(read_settings(), children, seed)
    aside.print(f"Making up {children:,} children and what agencies and the court write of them")
    with shown.made_up_deliveries(children, seed) as folders:
        taken, refused = take_in(home, tuple(folders))
        with progress("Weighing which records are one child", None) as _:
            matched = weigh(home, shown.operator(home, clock()), clock())
        with progress("Telling what was done at desks after missed hearings", None) as _:
            done = tell_all(home, shown.desks_of(folders), clock())
    asker = shown.inspector(home, clock())
    found = shown.findings(home, asker, clock())
    with progress("Counting", None) as _:
        figures = [count(home, name, clock(), *days, asker=asker) for name, *days in _SHOWN]
    story = shown.story(home, asker, found, clock())
    told = msgspec.to_builtins(story, builtin_types=(date,))
    return {
        "made_up": MADE_UP,
        "children": children,
        "deliveries": [delivery_answer(one) for one in taken],
        "refused": refused,
        "set_aside": [
            {"feed": feed, "reason": reason, "owner": owner, "rows": rows}
            for feed, reason, owner, rows in shown.set_aside()
        ],
        "matched": msgspec.to_builtins(matched),
        "desks": msgspec.to_builtins(done),
        "figures": [msgspec.to_builtins(figure, builtin_types=(date,)) for figure in figures],
        "owed": shown.owed(found),
        "story": told,
        "absence": absence(home, story.finding, clock()) if story else [],
        "checkpoint": checkpoint(),
        "home": str(home.path),
        "seconds": round(time.monotonic() - started, 1),
    }


def _print(answer: dict[str, Any]) -> None:
    click.echo(f"{answer['made_up']}\n")
    _print_deliveries(answer)
    _print_matched(answer["matched"])
    _print_figures(answer["figures"])
    _print_after_absence(answer)
    _print_owed(answer["owed"])
    if answer["story"]:
        _print_story(answer["story"])
        _print_absence(answer["absence"])
    click.echo(f"The ledger's signed checkpoint:\n\n{answer['checkpoint']}")
    click.echo(
        f"All of it is in {answer['home']} ({answer['seconds']} s). Next: ./run amparo gaps list,"
        " ./run amparo duties list, ./run amparo ledger verify."
    )


def _print_absence(parts: list[Any]) -> None:
    if not parts:
        return
    columns = ("who must act", "asks by", "their part", "before", "after a contact")
    rows = [(one.owner, one.purpose, one.says, one.before, one.after) for one in parts]
    print_table(columns, rows, "A missed hearing, told to all who must act; each sees only this")
    ice = next(one.duty for one in parts if one.owner == "juvenile-coordinator")
    click.echo(f"\nSee it as one of them: amparo duties show {ice} --as juvenile-coordinator\n")


def _print_deliveries(answer: dict[str, Any]) -> None:
    names = ("lines", "read", "repaired", "duplicate", "set_aside", "events")
    feeds: dict[str, dict[str, int]] = {}
    for one in answer["deliveries"]:
        counts = feeds.setdefault(one["feed"], dict.fromkeys(("deliveries", *names), 0))
        counts["deliveries"] += 1
        for name in names:
            counts[name] += one[name]
    columns = ("feed", "deliveries", *(name.replace("_", " ") for name in names))
    rows = [(feed, *counts.values()) for feed, counts in feeds.items()]
    print_table(columns, rows, "What came in")
    columns = ("feed", "reason", "owner", "rows")
    aside_rows = [tuple(one[name] for name in columns) for one in answer["set_aside"]]
    if aside_rows:
        print_table(("feed", "why lines were set aside", "who can mend them", "lines"), aside_rows)
    click.echo()


def _print_matched(matched: dict[str, Any]) -> None:
    click.echo(
        f"{matched['records']:,} records are {matched['children']:,} children;"
        f" {matched['siblings']:,} pairs were found to be brothers or sisters, and"
        f" {matched['reviews_waiting']:,} reviews wait for a person (amparo match review list).\n"
    )


def _print_figures(figures: list[dict[str, Any]]) -> None:
    rows = [
        (
            one["figure"],
            one["value"],
            one["unit"],
            one["true_on"],
            one["known_at"],
            (one["difference"] or {}).get("says"),
        )
        for one in figures
    ]
    columns = ("figure", "counted", "unit", "true on", "known at", "beside what was published")
    print_table(columns, rows, "Figures, each counted from a sealed snapshot")
    click.echo(f"{figures[0]['says_made_up']}\n" if figures[0]["says_made_up"] else "")


def _print_after_absence(answer: dict[str, Any]) -> None:
    (figure,) = [one for one in answer["figures"] if one["figure"] == _AFTER_ABSENCE]
    steps = figure["extra"]["by_step"]
    if not steps:
        return
    columns = ("step", "hearings", "done", "open", "owed_no_more", "median_days")
    rows = [tuple(one[name] for name in columns) for one in steps]
    heads = ("step", "hearings", "done", "open", "owed no more", "days until half are done")
    desks = answer["desks"]
    print_table(
        heads, rows, f"After a missed hearing: {desks['told'] + desks['before']:,} made-up deeds"
    )
    click.echo("No number of days: not half are done yet, or too few waited to say.\n")


def _print_owed(owed: dict[str, dict[str, int]]) -> None:
    rows = [
        (owner, gap, count) for owner, gaps in sorted(owed.items()) for gap, count in gaps.items()
    ]
    print_table(("owed by", "gap", "open"), rows, "What is owed, and by whom")
    click.echo()


def _print_story(story: dict[str, Any]) -> None:
    from amparo.cli.cards import print_card  # noqa: PLC0415
    from amparo.gaps import GAPS  # noqa: PLC0415

    finding = story["finding"]
    rows = [
        (
            one["on"],
            one["event"],
            ", ".join(value for _, value in in_words(one["event"], one["says"], one["on"])),
            one["told_by"],
            one["learned_on"],
            f"{one['file']}:{one['line']}",
        )
        for one in story["timeline"]
    ]
    print_table(
        ("true on", "event", "", "told by", "known since", "file and line"),
        rows,
        f"One made-up child, known to agencies as {', '.join(finding['identities'])}",
    )
    used = "; ".join(
        f"{fact['event']} on {fact['on']} ({fact['told_by']}, line {fact['line']})"
        for fact in finding["facts"]
    )
    click.echo(
        f"\nOpen since {finding['since']}, due {finding['due'] or 'never'}, known since"
        f" {finding['found_at']}. Facts used: {used}."
    )
    print_card(GAPS[finding["gap"]])
    if story["also"]:
        also = [(one["gap"], one["says"], one["since"], one["owner"]) for one in story["also"]]
        click.echo()
        print_table(("gap", "says", "since", "owed by"), also, "Also owed to this child")
    click.echo()
