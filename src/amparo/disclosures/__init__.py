"""The account of who saw what and why, as the child's counsel reads it."""

from amparo.disclosures.again import AS_OF_NOW, OVER_BUDGET, follows
from amparo.disclosures.chain import FIRST, links_root, next_link, own_key, place_of, value_of
from amparo.disclosures.entry import Disclosed, entry_body, read_entry, said

__all__ = [
    "AS_OF_NOW",
    "FIRST",
    "OVER_BUDGET",
    "Disclosed",
    "entry_body",
    "follows",
    "links_root",
    "next_link",
    "own_key",
    "place_of",
    "read_entry",
    "said",
    "value_of",
]
