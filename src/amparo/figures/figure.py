"""A published number, defined once: what is counted, who published it, and with what caution."""

from datetime import date
from enum import StrEnum

import msgspec

from amparo.figures.definition import Definition


class Mark(StrEnum):
    """How far a source has been checked; the dossier's marks, in words."""

    VERIFIED = "verified in the source's own text"
    SECONDARY = "verified in a secondary source only"
    UNVERIFIED = "from memory, not verified"
    DERIVED = "derived by arithmetic from verified numbers"


class Source(msgspec.Struct, frozen=True):
    """Where a number was published, and whether someone has looked."""

    citation: str
    mark: Mark


class Exactly(msgspec.Struct, frozen=True, tag="exactly"):
    """The number as published, to the last digit."""

    number: int


class AtLeast(msgspec.Struct, frozen=True, tag="at least"):
    """Published as *more than*: a floor, not a count."""

    number: int


class About(msgspec.Struct, frozen=True, tag="about"):
    """Published rounded, or derived from numbers that were: near it, on either side."""

    number: int


class Published(msgspec.Struct, frozen=True, kw_only=True):
    """What was published, and the day it speaks of.

    ``among`` is the published size of the cohort, so that cohorts of two sizes can be compared.
    ``counted`` and ``cohort`` name the columns of ours that it is compared with, where these are
    not the figure's own value and cohort; ``source`` is given where it is not the figure's.
    """

    value: Exactly | AtLeast | About
    as_of: date
    as_of_says: str
    among: int | None = None
    counted: str = ""
    cohort: str = ""
    source: Source | None = None


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """One published number. It holds no SQL: ``figures.query`` turns any figure into a query.

    ``version`` is that of the definition: it grows whenever the same snapshot could give another
    number. ``also_published`` are the same thing's numbers of other days, or read otherwise.
    ``never`` says why it is counted in no other unit, where another would mislead.
    """

    name: str
    says: str
    says_es: str
    unit: str
    counts: Definition
    source: Source
    version: int = 1
    published: Published | None = None
    also_published: tuple[Published, ...] = ()
    cautions: tuple[str, ...] = ()
    never: str = ""


_SAID_BEFORE = {Exactly: "", AtLeast: "more than ", About: "about "}


def in_words(published: Published, number: str) -> str:
    """A number as it was published: to the last digit, as a floor, or rounded."""
    return f"{_SAID_BEFORE[type(published.value)]}{number}"


def in_print(published: Published) -> str:
    """What was published in one line: the number, of when, among how many, by whom if not told."""
    among = f", among {published.among:,}" if published.among else ""
    source = published.source
    by = f" ({source.citation}; {source.mark})" if source else ""
    number = in_words(published, f"{published.value.number:,}")
    return f"{number}, {published.as_of_says}{among}{by}"
