"""A gap's card, as JSON and as a page in the terminal."""

from typing import Any

import click

from amparo.gaps.feeds import FeedGap
from amparo.gaps.gap import Gap


def card(gap: Gap | FeedGap) -> dict[str, Any]:
    """A gap's card: everything it says of itself, in English and Spanish."""
    return {
        "gap": gap.name,
        "of": "child" if isinstance(gap, Gap) else "feed",
        "says": gap.says,
        "says_es": gap.says_es,
        "means": gap.means,
        "means_es": gap.means_es,
        "is_not": gap.is_not,
        "is_not_es": gap.is_not_es,
        "source": gap.source.citation,
        "source_verified": gap.source.verified,
        "owed_by": gap.owed_by,
        "agency": gap.agency,
        "clock": gap.clock,
        "clock_es": gap.clock_es,
        "clock_source": str(gap.clock_source),
        "closes_by": gap.closes_by,
        "closes_by_es": gap.closes_by_es,
        "spanish": "not yet reviewed by a person",
    }


def print_card(gap: Gap | FeedGap) -> None:
    """The card as a person reads it."""
    lines = (
        ("", f"{gap.name}: {gap.says}"),
        ("Means", gap.means),
        ("It is not", gap.is_not),
        ("Owed by", f"{gap.owed_by} ({gap.agency})"),
        ("Clock", f"{gap.clock}. {gap.clock_source}."),
        ("Source", str(gap.source)),
        ("Closes by", "; ".join(gap.closes_by)),
        ("En español", f"{gap.says_es} {gap.means_es} (sin revisar)"),
    )
    for title, text in lines:
        click.echo(click.wrap_text(f"{title + ': ' if title else ''}{text}", 96, "", "    "))
