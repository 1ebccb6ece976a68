"""Opens a delivered file, plain or compressed, and never lets it grow past what was declared."""

import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from amparo.feeds.manifest import DeliveredFile

MOST_RATIO = 100
"""A file that unpacks to more than this many times its size is a bomb, not a table."""

_COMPRESSED = (".gz", ".zip")
_NESTED = (".zip", ".gz", ".tar", ".tgz", ".bz2", ".xz", ".7z")


class UnreadableFile(Exception):
    """A file that cannot be opened as declared; the message says why."""


@contextmanager
def opened(path: Path, declared: DeliveredFile) -> Iterator[IO[bytes]]:
    """The bytes of the table inside, as a stream that raises UnreadableFile at the first excess."""
    if path.suffix not in _COMPRESSED:
        with path.open("rb") as plain:
            yield plain
        return
    most = _most_bytes(declared)
    try:
        with _unpacked(path) as inner:
            yield io.BufferedReader(_Bounded(inner, most))  # type: ignore[type-var]  # a stream of bytes
    except (zipfile.BadZipFile, gzip.BadGzipFile, EOFError, zlib.error) as broken:
        raise UnreadableFile(f"the archive is damaged or cut short ({broken})") from None


def _most_bytes(declared: DeliveredFile) -> int:
    if declared.unpacked_bytes is None:
        raise UnreadableFile("a compressed file must declare unpacked_bytes")
    if declared.unpacked_bytes > MOST_RATIO * declared.bytes:
        raise UnreadableFile(f"it declares to unpack to more than {MOST_RATIO} times its size")
    return declared.unpacked_bytes


@contextmanager
def _unpacked(path: Path) -> Iterator[IO[bytes]]:
    if path.suffix == ".gz":
        _refuse_nested(path.stem)
        with gzip.open(path) as inner:
            yield inner  # type: ignore[misc]  # GzipFile reads like a binary file
        return
    with zipfile.ZipFile(path) as archive:
        members = archive.infolist()
        if len(members) != 1 or members[0].is_dir():
            raise UnreadableFile("an archive must hold exactly one file")
        _refuse_nested(members[0].filename)
        # Opened by member, never extracted: its name is not used as a path.
        with archive.open(members[0]) as inner:
            yield inner


def _refuse_nested(name: str) -> None:
    if name.lower().endswith(_NESTED):
        raise UnreadableFile("an archive inside an archive is not opened")


class _Bounded(io.RawIOBase):
    """A stream that stops at a declared size: what a bomb unpacks to is never held."""

    def __init__(self, inner: IO[bytes], most: int) -> None:
        super().__init__()
        self._inner, self._left = inner, most

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        chunk = self._inner.read(len(buffer))
        self._left -= len(chunk)
        if self._left < 0:
            raise UnreadableFile("it unpacks to more than was declared")
        buffer[: len(chunk)] = chunk
        return len(chunk)
