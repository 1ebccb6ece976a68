"""Writes the court's releases: a file for each table, growing while cases are made."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import msgspec

from amparo.feeds.manifest import MANIFEST, DeliveredFile, Manifest
from amparo.feeds.signatures import made_up_key, sign
from amparo.synthetic.court_schedule import Release
from amparo.synthetic.court_tables import TABLES, header
from amparo.synthetic.sent_files import SentFile

VERSION = "1"
ENCODING = "latin-1"
END = "\r\n"
_FLUSH_AT = 1 << 17
_AT_NIGHT = time(6, 0)

_MISCOUNTED, _BY = ((2024, 9), "tbl_RepsAssigned"), 3
"""Of one month's release the court counts more rows of a table than there are. That its counts are
off by fewer than five is measured; how often is assumed."""


@dataclass(slots=True)
class _File:
    """One table of one release while it grows."""

    path: Path
    lines: list[str] = field(default_factory=list)
    waiting: int = 0
    bytes: int = 0
    rows: int = 0
    digest: "hashlib._Hash" = field(default_factory=hashlib.sha256)
    told: int = 0
    """Rows: one that a line break cuts in two is one."""
    is_written: bool = True

    def add(self, text: str, lines: int) -> None:
        self.lines.append(text)
        self.rows += lines
        self.told += text.count(END) if lines else 0
        self.waiting += len(text)
        if self.waiting > _FLUSH_AT:
            self.flush()

    def flush(self) -> None:
        text = "".join(self.lines).encode(ENCODING)
        self.digest.update(text)
        self.bytes += len(text)
        if self.is_written:
            with self.path.open("ab") as file:
                file.write(text)
        self.lines.clear()
        self.waiting = 0

    def counted(self, release: Release) -> int | None:
        """How many rows the court says that a release of the whole table has."""
        covered = release.slot.covers_to
        by = _BY if ((covered.year, covered.month), self.path.stem) == _MISCOUNTED else 0
        return self.told + by if release.is_whole else None

    def delivered(self, release: Release) -> DeliveredFile:
        counted = self.counted(release)
        return DeliveredFile(
            name=self.path.name,
            bytes=self.bytes,
            sha256=self.digest.hexdigest(),
            rows=self.rows,
            encoding=ENCODING,
            delimiter="\t",
            counted=msgspec.UNSET if counted is None else counted,
        )


class Releases:
    """Every delivery of the court that is received within the days asked for.

    Those ``before`` were received earlier: they are made again, to be told of, and not written.
    """

    def __init__(
        self,
        out: Path,
        releases: Iterable[Release],
        *,
        has_number: bool,
        before: Iterable[Release] = (),
    ) -> None:
        self.rows = 0
        self._has_number = has_number
        self._files: dict[tuple[int, str], list[_File]] = {}
        self._folders = [self._open(out, release) for release in releases]
        self._before = [self._open(out, release, is_written=False) for release in before]

    def send(self, table: str, text: str, places: Iterable[int]) -> None:
        """Put one row, with its line's end, into deliveries and into what repeats their files."""
        lines = text.count("\n")
        for place in places:
            for file in self._files.get((place, table), ()):
                file.add(text, lines)
                self.rows += file.is_written

    def close(self) -> int:
        """Write the manifests; gives how many deliveries there are."""
        for release, _, files in (*self._folders, *self._before):
            for file in _told(release, files):
                file.flush()
        for release, folder, files in self._folders:
            delivered = tuple(file.delivered(release) for file in _told(release, files))
            (folder / MANIFEST).write_bytes(_manifest(release, delivered))
        return len(self._folders)

    def files(self) -> list[SentFile]:
        """Every file, once all are closed."""
        return [
            SentFile(
                release.slot,
                file.path.stem,
                file.told,
                file.digest.digest(),
                counted=file.counted(release),
            )
            for release, _, files in (*self._folders, *self._before)
            for file in _told(release, files)
        ]

    def _open(
        self, out: Path, release: Release, *, is_written: bool = True
    ) -> tuple[Release, Path, list[_File]]:
        folder = out / folder_name(release)
        if is_written:
            folder.mkdir(parents=True)
        source = release.slot.place if release.slot.repeats is None else release.slot.repeats
        files = []
        for table in filter(release.holds, TABLES):
            file = _File(folder / f"{table}.csv", is_written=is_written)
            file.add(
                header(table, is_renamed=release.is_renamed, has_number=self._has_number) + END, 0
            )
            self._files.setdefault((source, table), []).append(file)
            files.append(file)
        return release, folder, files


def _told(release: Release, files: list[_File]) -> list[_File]:
    """The files that a delivery has: a daily one those of which there is news."""
    return [file for file in files if file.rows or release.is_whole] or files[:1]


def folder_name(release: Release) -> str:
    """The name of the delivery's folder."""
    return _unsigned(release, ()).folder_name


def _manifest(release: Release, files: tuple[DeliveredFile, ...]) -> bytes:
    unsigned = _unsigned(release, files)
    signed = sign(unsigned, unsigned.sender, made_up_key(unsigned.sender))
    return msgspec.json.format(msgspec.json.encode(signed), indent=2) + b"\n"


def _unsigned(release: Release, files: tuple[DeliveredFile, ...]) -> Manifest:
    slot = release.slot
    return Manifest(
        feed=slot.feed,
        contract=VERSION,
        sender=slot.sender,
        sequence=slot.sequence,
        mode=slot.mode,
        received_at=slot.received_at,
        # In the night after the last day it covers, however late it reaches us.
        extracted_at=datetime.combine(slot.covers_to + timedelta(days=1), _AT_NIGHT, UTC),
        covers_from=slot.covers_from,
        covers_to=slot.covers_to,
        files=files,
        made_up=True,
    )
