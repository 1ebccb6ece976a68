"""One record against those that may be the same child: the keys to find them by, the score."""

from amparo.identity.shown import Shown
from amparo.identity.siblings import are_siblings
from amparo.identity.weighed import Compared, Model, Weighed
from amparo.matching.blocking import blocking_keys
from amparo.matching.certain import CERTAIN, SAYS, certain
from amparo.matching.given_levels import NAMED_ALIKE, NAMED_APART, UNSURE_OF_SEX
from amparo.matching.in_common import share
from amparo.matching.levels import EVIDENCE, FEWEST_TOLD, FIELDS
from amparo.matching.likeness import steps
from amparo.matching.prepared import Prepared, called, prepared

GivenName = tuple[str, tuple[str, ...]]
"""A given name, and by sound all names that it may stand for."""


def keys(shown: Shown) -> list[str]:
    """The texts by which candidates are found: two rows without a common one are never compared.

    They contain names. The store keeps them as keyed-hash tokens only, one index row for each, and
    asks nothing of a key that more identities carry than the model's ``block_cap``.
    """
    return blocking_keys(prepared(shown))


def given_names(shown: Shown) -> frozenset[GivenName]:
    """The given names, each with those it may stand for: what ``cluster`` takes as given.

    They are kept in memory only.
    """
    return frozenset((name, called(name)) for name in prepared(shown).given_set)


def same_name(one: GivenName, other: GivenName) -> bool:
    """Whether two given names are one: by sound, as a short form, or but for a letter."""
    return share(one[1], other[1]) or steps(one[0], other[0], 1, 3)


def score(model: Model, one: Shown, other: Shown) -> Weighed:
    """How much the two weigh as one child, explained field by field.

    A field that either does not tell weighs nothing and is not among ``compared``. The order of
    the two does not matter, but in ``Weighed.one`` the lower identity stands. Of identities with
    several ``Shown`` the heaviest pair counts (``heaviest``); one that is ``generic`` is joined by
    nothing below ``CERTAIN`` bits.
    """
    return weigh(model, prepared(one), prepared(other), (one.identity, other.identity))


def heaviest(weighed: list[Weighed]) -> Weighed:
    """Of all ways in which two identities showed themselves, the two that agree best."""
    return max(weighed, key=lambda one: (not one.siblings, one.bits))


def weigh(model: Model, one: Prepared, other: Prepared, pair: tuple[int, int]) -> Weighed:
    """``score`` of what has been prepared already, as when one record is met with many."""
    levels = {field.name: field.level(one, other) for field in FIELDS}
    told = {name: level for name, level in levels.items() if level is not None}
    names = {name: level.name for name, level in told.items()}
    family = not one.family.isdisjoint(other.family)
    compared = [
        Compared(name, level.says, model.bits(name, level.name)) for name, level in told.items()
    ]
    if family and names.get("given") in NAMED_ALIKE:
        compared.append(Compared("family", "the same sponsor or address", model.family))
    if certain(one, other):
        rest = CERTAIN - model.prior - sum(one.bits for one in compared)
        compared.append(Compared("rule", SAYS, rest))
    elif len(EVIDENCE & told.keys()) < FEWEST_TOLD:
        compared = []  # too little is told on both sides to be weighed
    return Weighed(
        min(pair),
        max(pair),
        bits=model.prior + sum(one.bits for one in compared),
        siblings=_siblings(names, family=family),
        compared=tuple(compared),
    )


def _siblings(names: dict[str, str], *, family: bool) -> bool:
    """Whether the veto holds of these levels; ``weighing.py`` says the same of a batch."""
    given = names.get("given")
    of_other_sex = given in UNSURE_OF_SEX and names.get("sex") == "differ"
    numbered = names.get("a_number") == "same" or names.get("number") == "same"
    return are_siblings(
        given_differ=given in NAMED_APART or of_other_sex,
        number_vouches=numbered and given != "differ",
        family_shared=family or names.get("surnames", "differ") != "differ",
    )
