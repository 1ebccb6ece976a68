"""Deliveries of made-up children, written to disk as an agency would send them."""

import csv
import hashlib
import io
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from amparo.feeds import CONTRACTS
from amparo.feeds.contract import Again, Mode, Row, SetAside
from amparo.feeds.manifest import MANIFEST, DeliveredFile, Manifest
from amparo.feeds.read import Header, Tally, read
from amparo.feeds.signatures import made_up_key, sign
from amparo.words.agencies import Agency

ANA = {
    "referrals": {
        "event_number": "MU0001",
        "subject_key": "1",
        "a_number": "A990-000-001",
        "given_names": "Ana Lucía",
        "surnames": "Q'anil",
        "birth_date": "2010-02-03",
        "citizenship": "GUATEMALA",
        "sex": "F",
        "apprehension_at": "2024-02-01",
        "sector": "Made-up Sector",
        "disposition": "Transferred to HHS",
        "transfer_at": "2024-02-03",
    },
    "notices": {
        "charging_document_id": "MU0001-N",
        "a_number": "A990-000-001",
        "given_names": "Ana Lucía",
        "surnames": "Q'anil",
        "birth_date": "2010-02-03",
        "citizenship": "GUATEMALA",
        "nta_issued_on": "2024-02-05",
        "issuing_component": "ICE",
    },
    "placements": {
        "uc_path_id": "MU0001",
        "discharge_seq": "1",
        "a_number": "A990-000-001",
        "given_names": "Ana Lucía",
        "surnames": "Q'anil",
        "birth_date": "2010-02-03",
        "citizenship": "GUATEMALA",
        "program": "Made-up Shelter 7",
        "admitted_at": "2024-02-04",
        "discharge_type": "Reunified (Individual Sponsor)",
        "discharged_on": "2024-03-01",
        "relationship": "Aunt",
        "category": "2",
        "address_line": "12 Invented St",
        "unit": "Apt 4",
        "city": "Madeupton",
        "state": "TX",
        "zip": "00123",
        "phone": "000-555-0100",
    },
    "custody": {
        "eid_subject_id": "MU0001",
        "stay": "1",
        "eid_case_id": "MU0001-C",
        "a_number": "A990-000-001",
        "given_names": "Ana Lucía",
        "surnames": "Q'anil",
        "birth_date": "2010-02-03",
        "citizenship": "GUATEMALA",
        "sex": "F",
        "book_in": "2024-02-01",
        "book_out": "2024-02-03",
        "facility": "MADEUPTX",
        "release_reason": "Transferred",
        "juvenile": "Y",
        "handed_to_hhs_on": "2024-02-03",
        "address_line": "12 Invented St",
        "unit": "Apt 4",
        "city": "Madeupton",
        "state": "TX",
        "zip": "00123",
        "address_source": "Notice of discharge",
        "address_on": "2024-03-02",
    },
    "safety": {
        "report_id": "MU0007-1",
        "kind": "call",
        "uc_path_id": "MU0001",
        "a_number": "A990-000-001",
        "given_names": "Ana Lucía",
        "surnames": "Q'anil",
        "birth_date": "2010-02-03",
        "citizenship": "GUATEMALA",
        "due_on": "2024-03-12",
        "attempt": "1",
        "attempted_on": "2024-03-11",
        "reached": "Y",
        "interviewed": "both",
        "interviewed_on": "2024-03-11",
        "address_match": "No",
        "eoir33_filed": "Don't Know",
        "living_with_sponsor": "Yes",
    },
    "addresses": {
        "change_id": "MU0001-A",
        "a_number": "A990-000-001",
        "given_names": "Ana Lucía",
        "surnames": "Q'anil",
        "birth_date": "2010-02-03",
        "citizenship": "GUATEMALA",
        "channel": "EOIR-33",
        "address_line": "34 Fabled Ave",
        "unit": "Unit 2",
        "city": "Madeupton",
        "state": "TX",
        "zip": "00456",
        "effective_from": "2024-05-01",
        "filed_on": "2024-05-06",
        "received_on": "2024-05-09",
        "verified": "Letter",
    },
}
"""One made-up child, as each agency writes of her."""

SPONSOR_STATUS = "sponsor_immigration_status"
HIDDEN = {
    "referrals": ("a_number", "fins"),
    "notices": ("a_number", "Fingerprint ID"),
    "placements": ("category", SPONSOR_STATUS),
    "custody": ("a_number", "fins"),
    "safety": ("living_with_sponsor", SPONSOR_STATUS),
    "addresses": ("a_number", "Fingerprint ID"),
}
"""After which column a forbidden one stands in the agencies' files, and how it is called."""


def ana(feed: str, **cells: str) -> dict[str, str]:
    """Ana's row, with some cells written otherwise."""
    return {**ANA[feed], **cells}


def columns(feed: str, *, hidden: bool = True) -> list[str]:
    """The header an agency sends: the contract's columns and, mostly, a forbidden one."""
    names = list(CONTRACTS[feed].column_names)
    if hidden:
        after, name = HIDDEN[feed]
        names.insert(names.index(after) + 1, name)
    return names


def table(feed: str, *rows: Mapping[str, str], hidden: bool = True, delimiter: str = ",") -> str:
    """A file: header and rows."""
    names = columns(feed, hidden=hidden)
    return lines(names, *([row.get(name, "") for name in names] for row in rows), by=delimiter)


def lines(*rows: Sequence[str], by: str = ",") -> str:
    """Rows of cells as lines of a file."""
    text = io.StringIO()
    csv.writer(text, delimiter=by, lineterminator="\n").writerows(rows)
    return text.getvalue()


def read_all(
    text: str | bytes,
    feed: str = "referrals",
    encoding: str = "utf-8",
    delimiter: str = ",",
    *,
    sender: Agency | None = None,
) -> tuple[Header, list[Row | SetAside], Tally]:
    """Read a whole file: header, what was found, and the line equation."""
    tally = Tally()
    stream = io.BytesIO(text.encode(encoding) if isinstance(text, str) else text)
    header, found = read(stream, CONTRACTS[feed], encoding, delimiter, tally, sender=sender)
    return header, [one for one in found if not isinstance(one, Again)], tally


def read_one(text: str, feed: str = "referrals") -> Row | SetAside:
    """The one row of a file."""
    [found] = read_all(text, feed)[1]
    return found


def deliver(
    inside: Path,
    content: str | bytes,
    *,
    feed: str = "referrals",
    name: str = "rows.csv",
    file: Mapping[str, Any] | None = None,
    keys: Mapping[str, Ed25519PrivateKey] | None = None,
    **manifest: Any,
) -> Path:
    """A delivery on disk, right in every word but those given. Signed by ``keys``."""
    said = _manifest(feed, manifest)
    folder = inside / f"{said.folder_name}-{len(list(inside.iterdir()))}"
    folder.mkdir()
    text = content.encode() if isinstance(content, str) else content
    (folder / name).write_bytes(text)
    if not said.files:
        declared: dict[str, Any] = {
            "name": name,
            "bytes": len(text),
            "sha256": hashlib.sha256(text).hexdigest(),
        }
        said = msgspec.structs.replace(said, files=(DeliveredFile(**declared | dict(file or {})),))
    if keys is None:
        keys = {said.sender: made_up_key(said.sender)} if said.made_up else {}
    for by, key in keys.items():
        said = sign(said, by, key)
    (folder / MANIFEST).write_bytes(msgspec.json.encode(said))
    return folder


def _manifest(feed: str, changes: Mapping[str, Any]) -> Manifest:
    contract = CONTRACTS.get(feed, CONTRACTS["referrals"])
    right: dict[str, Any] = {
        "feed": feed,
        "contract": contract.version,
        "sender": str(contract.sender),
        "sequence": 1,
        "mode": Mode.DELTA,
        "received_at": datetime(2024, 3, 5, 12, tzinfo=UTC),
        "files": (),
        "made_up": True,
    }
    return Manifest(**right | dict(changes))
