"""Which children's rows are dirty, and how: the dirt hangs on the child's number."""

from collections.abc import Mapping
from dataclasses import dataclass

ByChild = Mapping[str, Mapping[int, str]]
"""By feed: the kind of dirt by the remainder of the child's number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dirt:
    """One number in ``one_in`` has one kind of dirt, so that every few hundred children hold each.

    ``spoilt`` rows cannot be read, ``worn`` ones are repaired or counted, ``undated`` ones say in
    place of a day why it is not told. The two ways of writing a wrong day are what the kind
    *impossible date* writes: in feeds with the year last, and in the others.
    """

    one_in: int
    spoilt: ByChild
    worn: ByChild
    undated: Mapping[str, Mapping[int, tuple[str, str]]]
    wrong_days: tuple[str, str]
    wrong_number: str
    repeats: float
    """The share of records that are sent once more without news."""
    vanishes: float
    """The share of records that a full snapshot leaves out."""


PLAIN_DIRT = Dirt(
    one_in=400,
    wrong_days=("13/45/22", "2026-02-30"),
    wrong_number="A99-12",
    repeats=0.005,
    vanishes=0.005,
    spoilt={
        "referrals": {
            11: "impossible date",
            23: "no key",
            37: "cells missing",
            53: "not an A-number",
            67: "a cell too many",
        },
        "placements": {
            14: "impossible date",
            26: "no key",
            39: "a cell too many",
            58: "cells missing",
            71: "not an A-number",
        },
        "notices": {
            **dict.fromkeys((5, 47, 88, 131), "impossible date"),
            **dict.fromkeys((9, 51, 93, 139), "cells missing"),
            **dict.fromkeys((19, 62, 99, 143), "no key"),
        },
        "custody": {
            17: "impossible date",
            31: "no key",
            46: "cells missing",
            83: "not an A-number",
            97: "a cell too many",
        },
        "safety": {
            18: "impossible date",
            34: "no answer of the form",
            48: "cells missing",
            84: "no key",
            98: "a cell too many",
        },
        "addresses": {
            **dict.fromkeys((20, 61), "impossible date"),
            **dict.fromkeys((35, 76), "no key"),
            **dict.fromkeys((50, 89), "cells missing"),
        },
    },
    worn={
        "referrals": {3: "nul", 33: "blank tail", 73: "line break"},
        "placements": {7: "nul", 44: "blank tail", 79: "line break"},
        "notices": {
            **dict.fromkeys((1, 49, 101), "nul"),
            **dict.fromkeys((13, 57, 103), "blank tail"),
            **dict.fromkeys((21, 65, 109), "line break"),
        },
        "custody": {4: "nul", 45: "blank tail", 81: "line break"},
        "safety": {8: "nul", 54: "blank tail", 86: "line break"},
        "addresses": {2: "nul", 66: "blank tail", 113: "line break"},
    },
    undated={
        "referrals": {
            6: ("placement_at", "b(6), b(7)c"),
            106: ("transfer_at", "UNKNOWN"),
            156: ("final_bookout_at", "N/A"),
            206: ("referral_at", "UNK"),
        },
        "placements": {
            8: ("notified_dhs_at", "UNKNOWN"),
            108: ("admitted_at", "b(6), b(7)c"),
            158: ("discharged_on", "UNKNOWN"),
        },
        "notices": {
            **dict.fromkeys((10, 60, 110), ("served_on", "b(6), b(7)c")),
            **dict.fromkeys((12, 112), ("filed_with_court_on", "UNKNOWN")),
            **dict.fromkeys((15, 115), ("nta_issued_on", "N/A")),
        },
        "custody": {
            22: ("book_out", "b(6), b(7)c"),
            122: ("book_in", "(b)(6), (b)(7)(C)"),
            172: ("address_on", "b(6), b(7)c"),
        },
        "safety": {24: ("due_on", "UNKNOWN"), 124: ("concern_on", "UNKNOWN")},
        "addresses": {
            **dict.fromkeys((16, 56, 116), ("effective_from", "UNKNOWN")),
            **dict.fromkeys((28, 128), ("received_on", "N/A")),
        },
    },
)
