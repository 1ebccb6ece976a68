"""The one word about a child's welfare that everybody who acts on an absence learns."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any


class Welfare(StrEnum):
    """Whether somebody confirmed, after an absence, that the child is well enough to be reached.

    Of all that HHS knows this is the only thing that DHS learns. It has two values and no third:
    it says nothing of where, when, how or by whom, and whoever is told it can tell no more.
    """

    REACHED = "reached"
    NOT_YET = "not yet"


ABSENCES = frozenset({"failed-to-appear"})
"""The gaps about an absence: whoever acts on one learns the word."""

CONFIRMS = frozenset(
    {"contact attempted", "call answered", "hearing told", "admitted", "encountered"}
)
"""The facts that confirm it, by their words, where one of them closed the finding."""


def welfare(facts: Iterable[Mapping[str, Any]], *, closed: bool) -> Welfare:
    """The word, from the facts of a finding; the last one closed it, where it is ``closed``."""
    last = [str(fact["event"]) for fact in facts][-1:]
    return Welfare.REACHED if closed and CONFIRMS.intersection(last) else Welfare.NOT_YET
