"""What a person may say of children side by side, and why a review of them opens."""

from enum import StrEnum

PARTED = "two children in one record"
"""Why a review opens where a person wants a child parted."""

ASKED_TO_JOIN = "a person holds the two for one child"
"""Why a review opens where a person wants two children joined."""

ASKED_TO_MOVE = "a person holds a record for another child's"
"""Why a review opens where a person wants a record moved; its parts: what stays, what moves, where.

The record stands by itself between the child it is of now and the one whose it is said to be.
"""


class Says(StrEnum):
    """What a person may say of children side by side."""

    SAME = "same"
    NOT_SAME = "not-same"
    SIBLINGS = "siblings"
    NEED_DOCUMENT = "need-document"
    MOVE = "move"
    STAY = "stay"


OF_A_MOVE = (Says.MOVE, Says.STAY, Says.NOT_SAME, Says.NEED_DOCUMENT)
"""What may be said where a record is to be moved; *not-same*: it is neither child's."""

OF_CHILDREN = (Says.SAME, Says.NOT_SAME, Says.SIBLINGS, Says.NEED_DOCUMENT)
"""What may be said of any other review."""


def may_say(why: str) -> tuple[Says, ...]:
    """What may be said of a review, by why it opened."""
    return OF_A_MOVE if why == ASKED_TO_MOVE else OF_CHILDREN
