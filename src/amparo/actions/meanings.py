"""What a line's codes mean, in the court's own words of that day, beside the codes as sent."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

_TABLES: Mapping[str, Mapping[str, str]] = {
    "court case told": {
        "nationality": "tblLookupAlienNat",
        "language": "tblLanguage",
        "custody": "tblLookupCustodyStatus",
        "case_type": "tblLookupCaseType",
        "priority": "tblLookup_CasePriority",
    },
    "court proceeding told": {
        "decision": "tblLookupCourtDecision",
        "order": "tblDecCode",
        "case_type": "tblLookupCaseType",
    },
    "court hearing told": {
        "calendar": "tbllookupCal_Type",
        "schedule_type": "tbllookupSchedule_Type",
        "adjourned": "tblAdjournmentCodes",
        "notice": "tblLookupNOTICE",
        "language": "tblLanguage",
    },
    "juvenile flag told": {"flag": "tblLookup_Juvenile"},
    "case identifier told": {"code": "tblLookUpCaseIdentifier"},
    "case priority told": {"priority": "tblLookup_CasePriority"},
    "court motion told": {"kind": "tblLookupMotionType"},
}
"""The court's code table of each field, by the event's name."""


def in_words(event: str, says: Mapping[str, Any], on: date) -> Iterator[tuple[str, str]]:
    """Each field with its value; a code of the court with its meaning on that day.

    A list of nothing is left out: its name alone would read as if something were hidden.
    """
    from amparo.feeds.court.codes import decode  # noqa: PLC0415  # read only where a line has any

    tables = _TABLES.get(event, {})
    for name, value in says.items():
        if value in ([], ()):
            continue
        if isinstance(value, bool):
            yield name, "yes" if value else "no"
            continue
        text = ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
        meaning = decode(tables[name], text, on) if name in tables else None
        yield name, f"{text} ({_quiet(name, meaning)})" if meaning else text


def _quiet(name: str, meaning: str) -> str:
    """The court writes in capitals only; names of countries and initials keep theirs."""
    if name == "nationality":
        return meaning.title()
    return _INITIALS.sub(lambda found: found[0].upper(), meaning.capitalize())


_INITIALS = re.compile(r"\b(?:ij|dhs|ins|bia|eoir|mc|ic|nta)\b", re.IGNORECASE)
