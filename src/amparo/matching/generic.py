"""Rows whose names and birth date say nothing, because one agency gave them to several children."""

from collections import defaultdict
from collections.abc import Iterable

from amparo.identity.shown import Shown

MANY = 2
"""An agency writes one child down twice by mistake; three equal rows are equal children."""


def generic(shown: Iterable[Shown]) -> frozenset[int]:
    """The identities that one agency shows alike, under more keys of one kind than ``MANY``.

    *Juan Lopez, first of January* is what a desk writes when it is busy: equal rows are not the
    same child. Only a number joins such an identity to anyone (``certain``).
    """
    alike: dict[tuple[object, ...], set[int]] = defaultdict(set)
    for one in shown:
        alike[one.agency, one.kind, one.given, one.surnames, one.born].add(one.identity)
    return frozenset(
        identity
        for identities in alike.values()
        if len(identities) > MANY
        for identity in identities
    )
