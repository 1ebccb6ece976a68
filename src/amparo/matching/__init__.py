"""Proposes which identities are one child, with the evidence; decides nothing."""

from amparo.matching.one import keys, score
from amparo.matching.shipped import shipped_model

__all__ = ["keys", "score", "shipped_model"]
