"""Codes that feeds use and gaps rest on. Unknown codes are kept and counted, never guessed."""

RELEASED_TO_A_SPONSOR = frozenset({"Reunified (Individual Sponsor)"})
"""Discharge types that release a child to a sponsor. UNVERIFIED: ORR's list of discharge types
could not be read; these labels must be checked against UC Path."""

DEPARTED = frozenset({"Voluntary Departure", "Repatriated", "Ordered Removed"})
"""Discharge types by which the child left the country. UNVERIFIED, as above."""

RELIEF_GRANTED = frozenset({"Immigration Relief Granted"})
"""Discharge types that say the child was granted relief. UNVERIFIED, as above."""

OTHER_DISCHARGES = frozenset(
    {
        "Age Out",
        "Age Redetermination",
        "Reunified (Program or Facility)",
        "Runaway from Facility",
        "Local Law Enforcement",
        "Other",
    }
)
"""The remaining discharge types. UNVERIFIED, as above."""

FILING_ACCEPTED = "accepted"
"""The filing status that starts proceedings."""

ENDS_THE_CASE = DEPARTED | RELIEF_GRANTED
"""Discharge types after which no notice is owed any more: the child left, or may stay."""
