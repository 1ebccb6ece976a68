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


class Published(msgspec.Struct, frozen=True, kw_only=True):
    """What was published, and the day it speaks of.

    ``among`` is the published size of the cohort, so that cohorts of two sizes can be compared.
    """

    value: Exactly | AtLeast
    as_of: date
    as_of_says: str
    among: int | None = None


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """One published number. It holds no SQL: ``figures.query`` turns any figure into a query."""

    name: str
    says: str
    says_es: str
    unit: str
    counts: Definition
    source: Source
    published: Published | None = None
    cautions: tuple[str, ...] = ()
