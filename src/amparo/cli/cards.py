"""A gap's card, as JSON and as a page in the terminal."""

from typing import Any

import click

from amparo.duties import CARDS
from amparo.gaps import FLAG_LASTS, Kind
from amparo.gaps.base_rates import in_words
from amparo.gaps.feeds import FeedGap
from amparo.gaps.gap import Gap
from amparo.gaps.not_found import NotFound


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
        **(_of_child(gap) if isinstance(gap, Gap) else {}),
    }


def not_found_card(one: NotFound) -> dict[str, Any]:
    """What cannot be found, as one more card: ``of`` says that nothing is held of it."""
    return {
        "gap": one.name,
        "of": "nothing held",
        "says": one.says,
        "source": one.source,
        "cannot_be_found_because": one.because,
    }


def _of_child(gap: Gap) -> dict[str, Any]:
    return {
        "kind": gap.kind,
        "harm": gap.harm,
        "harm_es": gap.harm_es,
        "what_to_do": CARDS[gap.name].says,
        "caution": gap.caution,
        "caution_es": gap.caution_es,
        "base_rate": in_words(gap.name),
        "told_to": told_to(gap),
    }


def told_to(gap: Gap) -> str:
    """Who is told of a gap, and how long, in words."""
    if gap.kind is Kind.RED_FLAG:
        return (
            "Child protection alone, and to those who check as a count. It expires after"
            f" {FLAG_LASTS.days} days; the family or counsel may contest it, and what was looked"
            " into and found unfounded is not raised again of the same home. It is one fact and no"
            " score, and rests on no nationality, language or status."
        )
    if gap.kind is Kind.DUE_PROCESS:
        return (
            "The child's counsel, or where there is none the legal service provider or the child"
            " advocate, no later than anyone else; and whoever owes it."
        )
    return "Whoever owes it, the child's counsel, and those who check."


def print_card(gap: Gap | FeedGap) -> None:
    """The card as a person reads it."""
    of_child = (
        (
            ("Harm, if it is true", gap.harm),
            ("What to do", CARDS[gap.name].says),
            ("Caution", f"{gap.caution} {in_words(gap.name)}"),
            ("Told to", told_to(gap)),
        )
        if isinstance(gap, Gap)
        else ()
    )
    lines = (
        ("", f"{gap.name}: {gap.says}"),
        ("Means", gap.means),
        ("It is not", gap.is_not),
        *of_child,
        ("Owed by", f"{gap.owed_by} ({gap.agency})"),
        ("Clock", f"{gap.clock}. {gap.clock_source}."),
        ("Source", str(gap.source)),
        ("Closes by", "; ".join(gap.closes_by)),
        ("En español", f"{gap.says_es} {gap.means_es} (sin revisar)"),
    )
    for title, text in lines:
        click.echo(click.wrap_text(f"{title + ': ' if title else ''}{text}", 96, "", "    "))
