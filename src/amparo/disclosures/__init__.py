"""The account of who saw what and why, as the child's counsel reads it."""

from amparo.disclosures.chain import FIRST, links_root, next_link, own_key, place_of, value_of
from amparo.disclosures.entry import Disclosed, entry_body, read_entry, said

__all__ = [
    "FIRST",
    "Disclosed",
    "entry_body",
    "links_root",
    "next_link",
    "own_key",
    "place_of",
    "read_entry",
    "said",
    "value_of",
]
