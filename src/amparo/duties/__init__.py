"""Who owes what by when, once a gap is found."""

from amparo.duties.card import CARDS, duties_made, duties_of, owners_of, part_of
from amparo.duties.duty import Duty, State, duty_name, finding_name
from amparo.duties.part import DutyCard, Part

__all__ = [
    "CARDS",
    "Duty",
    "DutyCard",
    "Part",
    "State",
    "duties_made",
    "duties_of",
    "duty_name",
    "finding_name",
    "owners_of",
    "part_of",
]
