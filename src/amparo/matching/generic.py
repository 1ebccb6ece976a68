"""Rows whose names and birth date say nothing, because one agency gave them to several children."""

from collections.abc import Sequence

import numpy as np

from amparo.identity.shown import Shown
from amparo.matching.coded import Codes, Column, Mask, alike, different

MANY = 2
"""An agency writes one child down twice by mistake; three equal rows are equal children."""


def generic(shown: Sequence[Shown]) -> frozenset[int]:
    """The identities that one agency shows alike, under more keys of one kind than ``MANY``.

    *Juan Lopez, first of January* is what a desk writes when it is busy: equal rows are not the
    same child. Only a number joins such an identity to anyone (``certain``).
    """
    given = different(one.given for one in shown).of_row
    surnames = different(one.surnames for one in shown).of_row
    born = different(one.born for one in shown).of_row
    found = all_generic(shown, given, surnames, born)
    return frozenset(shown[place].identity for place in found.nonzero()[0].tolist())


def all_generic(shown: Sequence[Shown], given: Column, surnames: Column, born: Column) -> Mask:
    """Of every one shown, whether its identity is generic; names and dates are given as codes."""
    agency = Codes().of((one.agency, one.kind) for one in shown)
    identity = np.fromiter((one.identity for one in shown), np.int64, len(shown))
    said = alike(agency, given, surnames, born)
    _, first = np.unique(alike(said, identity), return_index=True)
    several = np.bincount(said[first]) > MANY
    return np.isin(identity, identity[several[said]])
