"""Deliveries written by hand, row by row: what the agencies send, without a made-up country."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from amparo.feeds import CONTRACTS
from amparo.feeds.contract import Mode
from amparo.feeds.manifest import MANIFEST, DeliveredFile, Manifest
from amparo.feeds.signatures import made_up_key, sign

Rows = Sequence[Mapping[str, str]]

NUMBER = "990000777"
"""The A-number of the one child of these deliveries."""


def delivery(
    out: Path,
    feed: str,
    received: str,
    tables: Mapping[str, Rows],
    *,
    mode: Mode = Mode.SNAPSHOT,
    sender: str | None = None,
) -> Path:
    """A folder with one file for each table, signed with the made-up key."""
    contract, at = CONTRACTS[feed], datetime.fromisoformat(f"{received}T15:00:00+00:00")
    unsigned = Manifest(
        feed=feed,
        contract=contract.version,
        sender=sender or contract.sender,
        sequence=int(received.replace("-", "")[2:]),
        mode=mode,
        received_at=at.astimezone(UTC),
        made_up=True,
        files=(),
    )
    folder = out / unsigned.folder_name
    folder.mkdir(parents=True)
    files = tuple(_file(folder, feed, name, rows) for name, rows in tables.items())
    whole = msgspec.structs.replace(unsigned, files=files)
    signed = sign(whole, whole.sender, made_up_key(whole.sender))
    (folder / MANIFEST).write_bytes(msgspec.json.encode(signed))
    return folder


def _file(folder: Path, feed: str, name: str, rows: Rows) -> DeliveredFile:
    court = feed == "court"
    delimiter, end, encoding = ("\t", "\r\n", "latin-1") if court else (",", "\n", "utf-8")
    columns = list(dict.fromkeys(column for row in rows for column in row))
    lines = [columns, *([row.get(column, "") for column in columns] for row in rows)]
    text = "".join(delimiter.join(line) + end for line in lines).encode(encoding)
    (folder / name).write_bytes(text)
    return DeliveredFile(
        name=name,
        bytes=len(text),
        sha256=hashlib.sha256(text).hexdigest(),
        rows=len(rows),
        encoding=encoding,
        delimiter=delimiter,
    )


def referral(**cells: str) -> dict[str, str]:
    """The row by which CBP tells of the child."""
    return {
        "event_number": "MU1",
        "subject_key": "MU1",
        "a_number": NUMBER,
        "given_names": "Ana Lucía",
        "surnames": "Choc Caal",
        "birth_date": "2009-03-07",
        "citizenship": "GUATEMALA",
        "apprehension_at": "2022-05-01",
        "transfer_at": "2022-05-03",
        **cells,
    }


def court_case(**cells: str) -> dict[str, str]:
    """The row of A_TblCase that is of the same child, by number and month of birth."""
    return {
        "IDNCASE": "990000001",
        "ALIEN_CITY": "HOUSTON",
        "ALIEN_STATE": "TX",
        "ALIEN_ZIPCODE": "77001",
        "NAT": "GT",
        "C_BIRTHDATE": "3/2009",
        "A_NUMBER": NUMBER,
        **cells,
    }


def proceeding(**cells: str) -> dict[str, str]:
    """A row of B_TblProceeding."""
    return {
        "IDNPROCEEDING": "990000011",
        "IDNCASE": "990000001",
        "OSC_DATE": "2022-06-01 00:00:00.000",
        "INPUT_DATE": "2022-07-01 00:00:00.000",
        "BASE_CITY_CODE": "HOU",
        **cells,
    }


def hearing(number: int, on: str, **cells: str) -> dict[str, str]:
    """A row of tbl_schedule, set on 2 July 2022."""
    return {
        "IDNSCHEDULE": str(990_000_000 + number),
        "IDNPROCEEDING": "990000011",
        "IDNCASE": "990000001",
        "INPUT_DATE": "2022-07-02 00:00:00.000",
        "ADJ_DATE": f"{on} 00:00:00.000",
        "ADJ_TIME_START": "830",
        "ADJ_RSN": "",
        "CAL_TYPE": "M",
        **cells,
    }
