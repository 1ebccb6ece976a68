"""How told values read: our few words in the reader's language, days as days, the rest as told."""

import re

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from amparo.clocks.court_zones import court
from amparo.web.names import WORDS
from amparo.words.vocabularies import CHILDS_SIDE

_SAID: dict[str, str | Promise] = {
    **WORDS,
    "Y": _("yes"),
    "N": _("no"),
    "M": _("male"),
    "F": _("female"),
    "not asked": _("not asked"),
    "not told": _("not told"),
    "blank": _("blank"),
    "undeliverable": _("undeliverable"),
    "no unit": _("no unit"),
    "with unit": _("with a unit"),
    "placeholder": _("not an address"),
    "no street number": _("no street number"),
    "no street line": _("no street line"),
    "no postal code": _("no postal code"),
    "postal code cannot be right": _("postal code cannot be right"),
    "accepted": _("accepted"),
    "rejected": _("rejected"),
    "pending": _("pending"),
    "certified": _("certified"),
    "mail": _("mail"),
    "both": _("both"),
    "in absentia": _("order in the child’s absence"),
    "no-show code": _("the court’s code for an absence"),
    CHILDS_SIDE: _("the child’s"),
    "INS": _("DHS’s"),
    "Spanish": _("Spanish"),
    "English": _("English"),
    "Creole": _("Haitian Creole"),
    "Haitian Creole": _("Haitian Creole"),
    "Portuguese": _("Portuguese"),
    "Mother": _("Mother"),
    "Father": _("Father"),
    "Brother": _("Brother"),
    "Sister": _("Sister"),
    "Grandmother": _("Grandmother"),
    "Grandfather": _("Grandfather"),
    "Aunt": _("Aunt"),
    "Uncle": _("Uncle"),
}
"""What is said by a few words that return, whoever tells it."""

_OF_FEW_WORDS = frozenset(
    {"address_matches", "address_status", "channel", "change_filed", "codes", "decision", "deleted"}
    | {"evidence", "how", "in_absentia", "is_primary", "is_well", "juvenile", "known_stale"}
    | {"language", "lives_there", "notice_came", "outcome", "reached", "relationship", "returned"}
    | {"sent", "sent_to", "separated", "sex", "side", "status", "taken_back", "time_and_place"}
    | {"to", "uc_indicator", "under_14", "what_says_so", "why", "will_ask", "with_whom"}
)
"""The fields that are told by such words. In any other the same letters mean something else."""

_COURTS = frozenset({"court", "moved_to"})
"""The fields that hold a court's own code."""

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_CLOCK = re.compile(r"([01]\d|2[0-3])([0-5]\d)")
_CODE = re.compile(r"(\w+) \((.+)\)")


def as_day(field: str, text: str) -> bool:
    """Whether a value is a day, and not only the month of one."""
    return field.endswith(("_on", "_date")) and _DAY.fullmatch(text) is not None


def in_reading(field: str, text: str) -> str:
    """A value that is no day, in the reader's language; what is none of our words as told."""
    if field == "turns_18_in":  # a month: its day says nothing
        return text[:7]
    if field == "at" and (found := _CLOCK.fullmatch(text)):
        return f"{found[1]}:{found[2]}"
    if field in _COURTS and (sits := court(text)):
        return f"{sits.place} ({text})"
    if field not in _OF_FEW_WORDS:
        return text
    if found := _CODE.fullmatch(text):
        return f"{found[1]} ({_SAID.get(found[2], found[2])})"
    return ", ".join(str(_SAID.get(one, one)) for one in text.split(", "))
