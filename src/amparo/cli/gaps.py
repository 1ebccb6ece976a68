"""``amparo gaps``: the rule cards, and what is owed now or was owed as of other days."""

from datetime import date
from pathlib import Path
from typing import Any

import click

from amparo.actions.home import Home
from amparo.cli.answer import Exit, clock, print_json, print_table, say_what_is_missing
from amparo.cli.cards import card, not_found_card, print_card
from amparo.cli.options import as_json, asks, home_option, purpose_option, two_days
from amparo.gaps import GAPS, Gap
from amparo.gaps.feeds import FEED_GAPS, FeedGap
from amparo.gaps.not_found import not_found
from amparo.purposes import Purpose
from amparo.purposes.asker import Asker
from amparo.words.agencies import Role


@click.group()
def gaps() -> None:
    """What is owed and has not happened."""


@gaps.command("list")
@as_json
def list_(*, as_json: bool) -> None:
    """Every gap, of children and of feeds, who owes it, and what cannot be found at all."""
    if as_json:
        print_json([*map(card, EVERY_GAP.values()), *map(not_found_card, not_found())])
        return
    rows = [
        (gap.name, _kind(gap), gap.says, f"{gap.agency} {gap.owed_by}")
        for gap in EVERY_GAP.values()
    ]
    print_table(("gap", "kind", "says", "owed by"), rows)
    click.echo()
    print_table(
        ("cannot be found from what is held", "because"),
        [(f"{one.name}: {one.says}", one.because) for one in not_found()],
    )


def _kind(gap: Gap | FeedGap) -> str:
    return gap.kind if isinstance(gap, Gap) else "feed"


EVERY_GAP: dict[str, Gap | FeedGap] = {**GAPS, **FEED_GAPS}
"""Those of children, whose findings ``gaps find`` lists, and those of feeds (``feeds health``)."""


@gaps.command()
@click.argument("name", type=click.Choice(sorted(EVERY_GAP)))
@as_json
def explain(name: str, *, as_json: bool) -> None:
    """One gap's card: meaning, source, clock, what closes it, what it is not."""
    if as_json:
        print_json(card(EVERY_GAP[name]))
    else:
        print_card(EVERY_GAP[name])


@gaps.command()
@click.option("--gap", type=click.Choice(sorted(GAPS)), help="Only this gap.")
@click.option("--closed", is_flag=True, help="Those that were closed, instead of the open ones.")
@two_days
@purpose_option
@as_json
@home_option
@asks(Role.INSPECTOR)
def find(
    home: Home,
    *,
    asker: Asker,
    gap: str | None,
    on: date | None,
    known_at: date | None,
    purpose: Purpose | None,
    closed: bool,
    as_json: bool,
) -> None:
    """Every finding of your own work, open now or as of other days, with the facts behind it."""
    from amparo.actions.lists import Asked, found  # noqa: PLC0415  # the database

    asked = Asked(asker=asker, purpose=purpose, on=on, known_at=known_at, gap=gap, closed=closed)
    listed = found(home, asked, clock())
    say_what_is_missing(listed.more, listed.counted)
    if as_json:
        print_json([_answer(one) for one in listed.findings])
        return
    rows = [
        (
            one.gap,
            one.identity,
            one.since,
            one.until,
            one.reason,
            one.due,
            f"{one.agency} {one.owner}",
            one.child,
        )
        for one in listed.findings
    ]
    if not rows:
        click.echo("Nothing of your own work.")
        return
    print_table(("gap", "record", "since", "until", "reason", "due", "owner", "child"), rows)


def _answer(shown: Any) -> dict[str, Any]:
    return {
        "gap": shown.gap,
        "child": shown.child,
        "identities": shown.identities,
        "since": shown.since,
        "until": shown.until,
        "owner": shown.owner,
        "facts": shown.facts,
        "identity": shown.identity,
        "agency": shown.agency,
        "reason": shown.reason,
        "due": shown.due,
        "found_at": shown.found_at,
        "finding": shown.finding,
    }


@gaps.command()
@click.argument("truth", type=click.Path(path_type=Path, exists=True, file_okay=False))
@as_json
@home_option
@asks(Role.INSPECTOR)
def compare(home: Home, *, asker: Asker, truth: Path, as_json: bool) -> None:
    """Hold the findings of a made-up home against the TRUTH its deliveries were made with.

    Those about children and those about feeds, as far as you are shown them; what you are not
    shown is named and not compared.
    """
    from amparo.actions.compare import compare as hold  # noqa: PLC0415  # the database

    compared = hold(home, asker, truth, clock())
    if as_json:
        print_json(compared)
    else:
        _print_compared(compared)
    if not compared.equal:
        click.get_current_context().exit(Exit.WARNING)


def _print_compared(compared: Any) -> None:
    rows = [
        (name, one.children, one.truth, one.found, len(one.missing), len(one.extra))
        for name, one in (("joined by identifiers", compared.joined), ("the rest", compared.rest))
    ]
    print_table(("children", "how many", "in truth", "found", "missing", "extra"), rows)
    click.echo(
        f"What differs among the rest is due to {compared.apart:,} children whose records stand"
        f" apart and {compared.mixed:,} whose record holds another child's."
    )
    for gap, many in compared.not_shown.items():
        click.echo(f"Not compared: {many:,} findings of {gap}, which you are not shown.")
    for many, what in (
        (compared.not_listed, "children of whom nothing was listed to you"),
        (compared.unnamed, "findings listed to you without the record they hang on"),
    ):
        if many:
            click.echo(f"Not compared: {many:,} {what}.")
    _print_compared_feeds(compared.feeds)
    for missing, one in ((True, compared.joined.missing), (False, compared.joined.extra)):
        for gap, identity, since, until in one[:10]:
            word = "missing" if missing else "extra"
            click.echo(f"{word}: {gap} {identity} since {since} until {until or 'now'}")


def _print_compared_feeds(feeds: Any) -> None:
    click.echo(
        f"About feeds: {feeds.truth:,} in truth, {feeds.found:,} found,"
        f" {len(feeds.missing):,} missing, {len(feeds.extra):,} extra."
    )
    if feeds.not_shown:
        click.echo(f"Not compared, for you are not shown them: {', '.join(feeds.not_shown)}.")
    for word, several in (("missing", feeds.missing), ("extra", feeds.extra)):
        for gap, _, anchor, since, until in several[:10]:
            click.echo(f"{word}: {gap} {anchor} since {since} until {until or 'now'}")
