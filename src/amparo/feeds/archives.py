"""Opens a delivered file, plain or compressed, and never lets it grow past what was declared."""

import gzip
import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, cast

from amparo.feeds.manifest import DeliveredFile

MOST_RATIO = 100
"""A file that unpacks to more than this many times its size is a bomb, not a table."""

_COMPRESSED = (".gz", ".zip")
_NESTED = (".zip", ".gz", ".tar", ".tgz", ".bz2", ".xz", ".7z")
_ARCHIVES_BEGIN = (b"PK\x03\x04", b"\x1f\x8b", b"BZh91AY&SY", b"\xfd7zXZ\0", b"7z\xbc\xaf\x27\x1c")

BROKEN = (
    zipfile.BadZipFile,
    OSError,  # gzip's own complaints too
    EOFError,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    ValueError,
    RuntimeError,  # a password, or a method that is not known
)
"""What the standard library raises at an archive that it cannot read."""


class UnreadableFile(Exception):
    """A file that cannot be opened as declared; the message says why."""


@contextmanager
def opened(path: Path, declared: DeliveredFile) -> Iterator[IO[bytes]]:
    """The bytes of the table inside, as a stream.

    Raises UnreadableFile, here or while reading, where they are not what was declared.
    """
    if not path.name.lower().endswith(_COMPRESSED):
        with path.open("rb") as plain:
            yield plain
        return
    size = _unpacked_size(declared)
    with ExitStack() as open_until_read:
        with _broken_is_said():
            inner = _unpacked(path, open_until_read)
        yield io.BufferedReader(_Exactly(inner, size))  # type: ignore[type-var]  # a stream


def _unpacked_size(declared: DeliveredFile) -> int:
    if declared.unpacked_bytes is None:
        raise UnreadableFile("a compressed file must declare unpacked_bytes")
    if declared.unpacked_bytes > MOST_RATIO * declared.bytes:
        raise UnreadableFile(f"it declares to unpack to more than {MOST_RATIO} times its size")
    return declared.unpacked_bytes


def _unpacked(path: Path, until: ExitStack) -> IO[bytes]:
    if path.name.lower().endswith(".gz"):
        _refuse_nested(path.stem)
        reader = until.enter_context(gzip.GzipFile(path))
        return cast("IO[bytes]", reader)
    archive = until.enter_context(zipfile.ZipFile(path))
    members = archive.infolist()
    if len(members) != 1 or members[0].is_dir():
        raise UnreadableFile("an archive must hold exactly one file")
    _refuse_nested(members[0].filename)
    # Opened by member, never extracted: its name is not used as a path.
    return until.enter_context(archive.open(members[0]))


def _refuse_nested(name: str) -> None:
    if name.lower().endswith(_NESTED):
        raise UnreadableFile("an archive inside an archive is not opened")


@contextmanager
def _broken_is_said() -> Iterator[None]:
    try:
        yield
    except BROKEN as broken:
        raise UnreadableFile(f"the archive is damaged or cut short ({broken})") from None


class _Exactly(io.RawIOBase):
    """A stream of a declared size: what a bomb unpacks to is never held."""

    def __init__(self, inner: IO[bytes], size: int) -> None:
        super().__init__()
        self._inner, self._left, self._at_start = inner, size, True

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        with _broken_is_said():
            chunk = self._inner.read(len(buffer))
        self._left -= len(chunk)
        if self._left < 0:
            raise UnreadableFile("it unpacks to more than was declared")
        if not chunk and self._left:
            raise UnreadableFile(f"it unpacks to {self._left:,} bytes less than was declared")
        if self._at_start and chunk.startswith(_ARCHIVES_BEGIN):
            raise UnreadableFile("an archive inside an archive is not opened")
        self._at_start = False
        buffer[: len(chunk)] = chunk
        return len(chunk)
