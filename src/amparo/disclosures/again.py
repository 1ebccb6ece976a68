"""Asks again what was decided: whether an entry follows from the rules that it names."""

from amparo.disclosures.entry import Disclosed
from amparo.purposes import Policies
from amparo.purposes.opening import opened

OVER_BUDGET = "over-the-day's-budget"
AS_OF_NOW = "as-of-now-only"
"""What stands in the place of a rule where no rule refused: the day's budget was used up, or the
role is told of no other days."""


def follows(told: Disclosed, policies: Policies) -> bool:
    """Whether the rules give this very answer to the requests of an entry.

    ``policies`` are those with the entry's digest. Raises msgspec.ValidationError for an entry
    made before the rules asked for as much as they do now.
    """
    if {OVER_BUDGET, AS_OF_NOW} & set(told.rules):
        return told.answer == "refusal"
    again = [opened(request, policies) for request in told.facts]
    if told.answer == "grant":
        rules = {rule for found in again for rule in found.rules}
        classes = {one for found in again for one in found.classes}
        return set(told.rules) == rules and set(told.classes) <= classes
    wanted = frozenset(told.wanted) if told.wanted is not None else None
    return [found.why_not(wanted) for found in again] == [(told.rules, told.because)]
