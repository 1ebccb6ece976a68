"""Proposes which identities are one child, with the evidence; decides nothing."""

from amparo.matching.batch import propose
from amparo.matching.generic import generic
from amparo.matching.one import given_names, heaviest, keys, same_name, score
from amparo.matching.shipped import shipped_model
from amparo.matching.training import drift, train

__all__ = [
    "drift",
    "generic",
    "given_names",
    "heaviest",
    "keys",
    "propose",
    "same_name",
    "score",
    "shipped_model",
    "train",
]
