"""Writes deliveries as agencies would: files grow while families are made, manifests come last."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from pathlib import Path

import msgspec

from amparo.feeds import CONTRACTS
from amparo.feeds.manifest import MANIFEST, DeliveredFile, Manifest
from amparo.feeds.signatures import made_up_key, sign
from amparo.synthetic.columns import COLUMNS, PLACE
from amparo.synthetic.noise import PLAIN, Noise
from amparo.synthetic.schedule import Slot
from amparo.synthetic.sent_files import SentFile

_FLUSH_AT = 1 << 17
_LINE_END = {"placements": "\r\n", "safety": "\r\n"}

# Columns that must never be kept stand in the files, as they do in real ones: after which column,
# and how each of three releases spells them.
_FORBIDDEN: dict[str, tuple[tuple[str, tuple[str, str, str]], ...]] = {
    "referrals": (("a_number", ("fins", "FINS", "Fins*")),),
    "placements": (
        ("program", ("therapy_notes", "Therapy Notes", "THERAPY-NOTES")),
        (
            "category",
            (
                "sponsor_immigration_status",
                "Sponsor Immigration-Status",
                "Sponsor Immigration Status*",
            ),
        ),
    ),
    "notices": (("a_number", ("fingerprint_id", "Fingerprint ID", "FINGERPRINT-ID")),),
}
_RESPELLED: dict[str, tuple[dict[str, str], ...]] = {
    "referrals": (
        {},
        {"a_number": "A#", "birth_date": "DOB", "apprehension_at": "Apprehension Date"},
        {"subject_key": "CIV_ID", "given_names": "First Name", "uc_indicator": "UAC Indicator"},
    ),
    "placements": (
        {},
        {"uc_path_id": "HHS Tracking Number", "birth_date": "DOB", "given_names": "First Name"},
        {"a_number": "Alien-Number", "surnames": "Last Name", "address_line": "ADDRESS LINE"},
    ),
    "notices": (
        {},
        {"a_number": "AFILE", "surnames": "LAST_NAME", "served_on": "Served On"},
        {"a_number": "A#", "birth_date": "dob", "nta_issued_on": "NTA Issued On"},
    ),
    "custody": (
        {},
        {"eid_subject_id": "Anonymized Identifier", "book_in": "Book In Date Time"},
        {"stay": "Stay Book In Date Time", "sex": "Gender", "facility": "Detention Facility"},
    ),
    "safety": (
        {},
        {"uc_path_id": "HHS Tracking Number", "a_number": "Alien-Number"},
        {"report_id": "Report ID", "interviewed_on": "Interviewed On", "birth_date": "DOB"},
    ),
    "addresses": (
        {},
        {"a_number": "A#", "address_line": "Address Line"},
        {"given_names": "FIRST_NAME", "surnames": "LAST_NAME", "effective_from": "Effective From"},
    ),
}
# From the last place to the first, so that no insertion moves the next.
_FILLED = {
    feed: [(COLUMNS[feed].index(after) + 1, spelled[0]) for after, spelled in reversed(columns)]
    for feed, columns in _FORBIDDEN.items()
}
_LEAVES_OUT = 9
"""One delivery in so many leaves out a column that is seldom told."""
_AS_IS: tuple[dict[str, str], ...] = ({}, {}, {})
# What ICE's record-level releases have above the header.
_BANNER = {
    "custody": "Made-up agency,,\nStatistical Tracking Unit,,\nDetention stints,,\n"
    "Every person in this file is made up,,\nWithheld: b(6) b(7)c,,\n,,\n"
}


@dataclass(slots=True)
class Growing:
    """One delivery while its file grows. What is not written was received earlier: it is told."""

    slot: Slot
    folder: Path
    encoding: str
    lines: list[str] = field(default_factory=list)
    waiting: int = 0
    bytes: int = 0
    rows: int = 0
    digest: "hashlib._Hash" = field(default_factory=hashlib.sha256)
    left_out: tuple[int, ...] = ()
    """The places of columns that this file leaves out, the last first."""
    told: int = 0
    """Rows of records: lines but for the header and blank ones."""
    is_written: bool = True

    @property
    def path(self) -> Path:
        """The delivery's one file."""
        return self.folder / f"{self.slot.feed}.csv"

    def add(self, line: str) -> None:
        """One line, with its end."""
        self.lines.append(line)
        self.rows += line.count("\n")
        self.waiting += len(line)
        if self.waiting > _FLUSH_AT:
            self.flush()

    def flush(self) -> None:
        """Write what waits. The file is opened anew each time: a daily world has thousands."""
        text = "".join(self.lines).encode(self.encoding)
        self.digest.update(text)
        self.bytes += len(text)
        if self.is_written:
            with self.path.open("ab") as file:
                file.write(text)
        self.lines.clear()
        self.waiting = 0


class Outbox:
    """Every delivery that is received within the days asked for.

    Those ``before`` were received earlier: they are made again, to be told of, and not written.
    """

    def __init__(
        self,
        out: Path,
        slots: Iterable[Slot],
        noise: Noise = PLAIN,
        before: Iterable[Slot] = (),
    ) -> None:
        self.rows = 0
        self._noise = noise
        self._growing: dict[tuple[str, str, int], list[Growing]] = {}
        for slot in slots:
            self._open(out, slot)
        for slot in before:
            self._open(out, slot, is_written=False)

    def send(self, slot: Slot, child: int, cells: Sequence[str]) -> None:
        """Put one row into a delivery, and into the one that repeats its file."""
        for growing in self._growing.get((slot.feed, slot.sender, slot.place), ()):
            growing.add(_line(slot.feed, child, cells, growing.left_out))
            growing.told += 1
            self.rows += growing.is_written
            if child % 500 == 50 and slot.feed != "notices":
                growing.add(_LINE_END.get(slot.feed, "\n"))

    def close(self) -> int:
        """Write the manifests; gives how many deliveries there are."""
        every = [growing for several in self._growing.values() for growing in several]
        for growing in every:
            growing.flush()
        written = [growing for growing in every if growing.is_written]
        for growing in written:
            (growing.folder / MANIFEST).write_bytes(_manifest(growing))
        return len(written)

    def files(self) -> list[SentFile]:
        """Every file, once all are closed."""
        return [
            SentFile(growing.slot, "", growing.told, growing.digest.digest())
            for several in self._growing.values()
            for growing in several
        ]

    def _open(self, out: Path, slot: Slot, *, is_written: bool = True) -> None:
        # A file sent again has the look of the first sending, byte by byte.
        source = slot.place if slot.repeats is None else slot.repeats
        (folder,) = folders(out, [slot])
        if is_written:
            folder.mkdir(parents=True)
        growing = Growing(slot, folder, _encoding(slot), is_written=is_written)
        growing.left_out = _left_out(slot.feed, source, self._noise.seldom_told)
        growing.add(_header(slot, growing.left_out))
        growing.rows = 0
        self._growing.setdefault((slot.feed, slot.sender, source), []).append(growing)


def folders(out: Path, slots: Iterable[Slot]) -> list[Path]:
    """Where each delivery is written."""
    return [out / _unsigned(slot, ()).folder_name for slot in slots]


def _release(slot: Slot) -> int:
    """Agencies rename columns between releases: in July 2023, and again in 2024."""
    day = slot.covers_to
    return 2 if day.year > 2023 else int(day.month > 6)


def _encoding(slot: Slot) -> str:
    return "latin-1" if slot.feed == "placements" and slot.covers_to.month % 4 == 2 else "utf-8"


def carried(
    slot: Slot, cells: Sequence[str], seldom_told: frozenset[str] = frozenset()
) -> Sequence[str]:
    """The cells as the delivery's file says them: blank where it has no such column."""
    left_out = _left_out(slot.feed, slot.place, seldom_told)
    if not left_out:
        return cells
    names = _names(slot.feed)
    blank = {PLACE[slot.feed][names[at]] for at in left_out}
    return ["" if at in blank else cell for at, cell in enumerate(cells)]


@cache
def _names(feed: str) -> tuple[str, ...]:
    """The columns of a whole file, forbidden ones as well."""
    names = list(COLUMNS[feed])
    for after, name in _FILLED.get(feed, ()):
        names.insert(after, name)
    return tuple(names)


@cache
def _left_out(feed: str, place: int, seldom_told: frozenset[str]) -> tuple[int, ...]:
    """Which columns a file leaves out, by the place of its delivery: each one now and then."""
    names = _names(feed)
    found = [at for at, name in enumerate(names) if name in seldom_told]
    return tuple(at for at in reversed(found) if (7 * place + at) % _LEAVES_OUT == 0)


def _without(cells: list[str], places: Iterable[int]) -> list[str]:
    for place in places:
        del cells[place : place + 1]
    return cells


def _header(slot: Slot, left_out: tuple[int, ...] = ()) -> str:
    release = _release(slot)
    respelled = _RESPELLED.get(slot.feed, _AS_IS)[release]
    names = [respelled.get(name, name) for name in COLUMNS[slot.feed]]
    for after, spelled in reversed(_FORBIDDEN.get(slot.feed, ())):
        names.insert(COLUMNS[slot.feed].index(after) + 1, spelled[release])
    names = _without(names, left_out)
    return _BANNER.get(slot.feed, "") + ",".join(names) + _LINE_END.get(slot.feed, "\n")


def _line(feed: str, child: int, cells: Sequence[str], left_out: tuple[int, ...] = ()) -> str:
    filled = list(cells)
    for place, name in _FILLED.get(feed, ()):
        filled.insert(place, f"FORBIDDEN-{name}-{child}")
    filled = _without(filled, left_out)
    text = ",".join(filled)
    if text.count(",") != len(filled) - 1 or '"' in text or "\n" in text:
        text = ",".join(map(_quoted, filled))
    return text + _LINE_END.get(feed, "\n")


def _quoted(cell: str) -> str:
    if "," in cell or '"' in cell or "\n" in cell:
        return '"' + cell.replace('"', '""') + '"'
    return cell


def _manifest(growing: Growing) -> bytes:
    file = DeliveredFile(
        name=growing.path.name,
        bytes=growing.bytes,
        sha256=growing.digest.hexdigest(),
        rows=growing.rows,
        encoding=growing.encoding,
    )
    unsigned = _unsigned(growing.slot, (file,))
    signed = sign(unsigned, unsigned.sender, made_up_key(unsigned.sender))
    return msgspec.json.format(msgspec.json.encode(signed), indent=2) + b"\n"


def _unsigned(slot: Slot, files: tuple[DeliveredFile, ...]) -> Manifest:
    return Manifest(
        feed=slot.feed,
        contract=CONTRACTS[slot.feed].version,
        sender=slot.sender,
        sequence=slot.sequence,
        mode=slot.mode,
        received_at=slot.received_at,
        extracted_at=slot.received_at - timedelta(hours=3),
        covers_from=slot.covers_from,
        covers_to=slot.covers_to,
        cadence_days=slot.every_days,
        files=files,
        made_up=True,
    )
