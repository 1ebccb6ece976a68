"""The tables of a snapshot: their columns, and what each of them means. None holds a name."""

from collections.abc import Mapping

import pyarrow as pa  # type: ignore[import-untyped]

Meanings = Mapping[str, tuple[pa.DataType, bool, str]]
"""For each column: its type, whether it may be null, and its meaning."""

_DAY, _TEXT, _NUMBER = pa.date32(), pa.string(), pa.int64()

_KNOWN: Meanings = {
    "known_from": (_DAY, False, "The first day at whose end this was known to be so."),
    "known_to": (_DAY, True, "The first day at whose end it no longer was; null: it still is."),
    "basis": (
        _TEXT,
        False,
        "By which time it counts as known: 'learned', 'sealed', or 'both' where they agree.",
    ),
}

EPISODES: Meanings = {
    "entity": (_NUMBER, False, "The child's number inside this snapshot, as joined at the time."),
    "anchor": (_TEXT, True, "The referral whose transfer it is, as its source identity's text."),
    "began_on": (_DAY, True, "The day of the encounter that began the episode."),
    "transferred_on": (_DAY, True, "The day of the transfer to HHS; null: none was told."),
    "issued_on": (_DAY, True, "The first day a Notice to Appear was issued in the episode."),
    "served_on": (_DAY, True, "The first day a Notice to Appear was served."),
    "filed_on": (_DAY, True, "The first day a filing with the court was accepted."),
    "admitted_on": (_DAY, True, "The first day a care provider took the child in."),
    "discharged_on": (_DAY, True, "The day ORR's custody ended."),
    "released_on": (_DAY, True, "The day of the release to a sponsor."),
    "state": (_TEXT, True, "The state of the release address: its name or its two letters."),
    "departed_on": (_DAY, True, "The day of a discharge by departure or relief."),
    "told_by": (_TEXT, True, "The row that told of the transfer: delivery digest prefix and line."),
    **_KNOWN,
}

FINDINGS: Meanings = {
    "gap": (_TEXT, False, "The name of the gap."),
    "reason": (_TEXT, True, "Which of the gap's reasons, where it has several."),
    "finding": (
        _NUMBER,
        True,
        "The finding's number inside this snapshot; null: nothing done for its duties is kept.",
    ),
    "entity": (_NUMBER, True, "The child's number inside this snapshot; null: not about a child."),
    "anchor": (_TEXT, True, "The source identity the finding hangs on."),
    "since": (_DAY, False, "The first day on which it was open."),
    "until": (_DAY, True, "The first day on which it no longer was; null: it still is."),
    **_KNOWN,
}

DEEDS: Meanings = {
    "finding": (_NUMBER, False, "The finding for whose duty it was done, by its number there."),
    "owner": (_TEXT, False, "The role whose duty it is."),
    "agency": (_TEXT, False, "The agency of that role, of whoever told, or of the desk told."),
    "office": (
        _TEXT,
        True,
        ("Where the duty lies, or the office of whoever told the fact; null: a desk was told."),
    ),
    "what": (
        _TEXT,
        False,
        "'lies at' an office from that day, a fact told for the duty, or the kind of a message.",
    ),
    "outcome": (_TEXT, True, "What came of a contact; null: it was none."),
    "done_on": (_DAY, False, "The day on which it was done or was so."),
    **_KNOWN,
}
"""Where the duties of an absence lay, what was told for them, which desks were told. It holds no
person, no name, no value of the vault, and nothing of the child's own side: how counsel works for a
client is counted by nobody."""

ADDRESSES: Meanings = {
    "entity": (_NUMBER, False, "The child's number inside this snapshot, as joined at the time."),
    "anchor": (_TEXT, False, "The custody record that holds the address, by its source identity."),
    "nth": (_NUMBER, False, "Its place among the addresses told of the child, as they were told."),
    "told_on": (_DAY, False, "The day from which ICE held it as the child's address."),
    "status": (
        _TEXT,
        False,
        (
            "What its text tells: 'blank', 'undeliverable', 'incomplete' (no unit where at least "
            "three other records show units), or 'usable'."
        ),
    ),
    "returned_on": (_DAY, True, "The day mail sent there came back; null: none was told."),
    "told_by": (_TEXT, False, "The row that told of it: delivery digest prefix and line."),
    **_KNOWN,
}

PROCEEDINGS: Meanings = {
    "court_case": (_NUMBER, False, "The case's number inside this snapshot. It names no person."),
    "nth": (_NUMBER, False, "The proceeding's place among those of its case, by its key."),
    "opened_on": (_DAY, True, "The day the court made the proceeding's row."),
    "completed_on": (_DAY, True, "The day the proceeding was completed; null: none was told."),
    "decision": (_TEXT, True, "How it was completed, as the court sent it (OTHER_COMP)."),
    "in_absentia": (pa.bool_(), True, "Whether it was decided in the respondent's absence."),
    "told_by": (_TEXT, False, "The row that told of it: delivery digest prefix and line."),
    **_KNOWN,
}
"""Of all respondents: whose case it is, a child's or not, is nowhere in it, so that no number of it
can be put under a heading of children."""

TOTALS: Meanings = {
    "measure": (_TEXT, False, "What an agency counted."),
    "period_from": (_DAY, False, "The first day counted."),
    "period_to": (_DAY, False, "The last day counted."),
    "cell": (_TEXT, False, "What the table is broken down by, for example a state."),
    "value": (_NUMBER, True, "The count; null: told as not countable."),
    **_KNOWN,
}


def _schema(meanings: Meanings) -> pa.Schema:
    return pa.schema(
        pa.field(name, kind, nullable=nullable, metadata={"says": says})
        for name, (kind, nullable, says) in meanings.items()
    )


SCHEMAS: Mapping[str, pa.Schema] = {
    "episodes": _schema(EPISODES),
    "findings": _schema(FINDINGS),
    "deeds": _schema(DEEDS),
    "addresses": _schema(ADDRESSES),
    "proceedings": _schema(PROCEEDINGS),
    "totals": _schema(TOTALS),
}
"""Every table of a snapshot, by name."""
