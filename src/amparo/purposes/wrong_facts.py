"""That a fact, or what was found, is wrong: why, whose desk takes it up, what that desk answers."""

from collections.abc import Mapping
from enum import StrEnum

from amparo.words.agencies import Agency, Role


class Wrong(StrEnum):
    """What is wrong with a fact, as whoever asks for its correction says."""

    MISSPELT = "misspelt"
    WRONG_VALUE = "not so"
    WRONG_DAY = "wrong day"
    OUT_OF_DATE = "out of date"
    NEVER_HAPPENED = "never happened"
    ANOTHER_CHILD = "another child's"
    TOLD_TWICE = "told twice"
    DONE_ALREADY = "done already"


WRONG_WITH_A_FACT = tuple(one for one in Wrong if one is not Wrong.DONE_ALREADY)
WRONG_WITH_A_FINDING = (
    Wrong.DONE_ALREADY,
    Wrong.WRONG_VALUE,
    Wrong.OUT_OF_DATE,
    Wrong.ANOTHER_CHILD,
)
"""What is said of a fact, and what of something that was found of the child."""


class Answered(StrEnum):
    """What came of it. None of them changes a fact: a correction arrives as a new one."""

    CORRECTED = "corrected by whoever told it"
    ASKED_THERE = "asked of whoever told it"
    STANDS = "stands as told"
    NOT_OURS = "cannot be found out"
    WITHDRAWN = "withdrawn"


OF_THE_DESK = tuple(one for one in Answered if one is not Answered.WITHDRAWN)
"""What the desk that takes it up can answer; only whoever asked takes back what was asked."""


TAKEN_UP_BY: Mapping[str, Role] = {Agency.EOIR: Role.COURT_STAFF}
"""Who takes up what an agency told, where it is not ORR's desk. Nothing goes to DHS: that an
address or a name is doubted tells where a child is not. What CBP or ICE told is taken up at ORR,
which asks them without saying who doubts it, or why."""


CONTESTS = frozenset({Role.COUNSEL, Role.CHILD, Role.SPONSOR})
"""Who contests what was found or reported: those whom it is about, and who speaks for the child.
Whoever has it as work ends it there, with a reason."""


def taken_up_by(told_by: str) -> Role:
    """The role that answers for facts of an agency."""
    return TAKEN_UP_BY.get(told_by, Role.FIELD_SPECIALIST)
