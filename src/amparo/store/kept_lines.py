"""Received files, kept line by line, each line encrypted under its source identity's key."""

import os
import struct
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

_HEAD = struct.Struct("<QII")
_FOLDER = "deliveries"


class KeptHeader(msgspec.Struct, frozen=True):
    """What is needed to read the kept lines again: the columns kept, and the file's own words.

    ``file`` is its name, by which a feed of several tables knows the table; ``sender`` who sent it.
    Files kept before there were such feeds say neither.
    """

    feed: str
    contract: str
    columns: tuple[str, ...]
    file: str = ""
    sender: str | None = None


class Keeping:
    """A file being kept. It appears under its name only when all of it is on the disk."""

    def __init__(self, home: Path, digest: str, header: KeptHeader) -> None:
        self._path = path_of(home, digest)
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._part = self._path.with_suffix(f".{os.getpid()}.part")
        self._stream = self._part.open("wb")
        head = msgspec.json.encode(header)
        self._stream.write(struct.pack("<I", len(head)) + head)

    def __enter__(self) -> Self:
        return self

    def keep(self, identity: int, line: int, ciphertext: bytes) -> None:
        """Add one line. ``identity`` 0 stands for a line that was set aside."""
        self._stream.write(_HEAD.pack(identity, line, len(ciphertext)))
        self._stream.write(ciphertext)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        raised: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        if kind is None:
            self._stream.flush()
            os.fsync(self._stream.fileno())
        self._stream.close()
        if kind is None:
            self._part.replace(self._path)
        else:
            self._part.unlink(missing_ok=True)


def path_of(home: Path, digest: str) -> Path:
    """Where the file of a digest is kept."""
    return home / _FOLDER / digest[:2] / f"{digest}.lines"


def read_kept(home: Path, digest: str) -> tuple[KeptHeader, Iterator[tuple[int, int, bytes]]]:
    """The header and the lines (identity, line, ciphertext) of a kept file."""
    text = path_of(home, digest).read_bytes()
    (size,) = struct.unpack_from("<I", text)
    header = msgspec.json.decode(text[4 : 4 + size], type=KeptHeader)
    return header, _lines(text, 4 + size)


def _lines(text: bytes, at: int) -> Iterator[tuple[int, int, bytes]]:
    while at < len(text):
        identity, line, size = _HEAD.unpack_from(text, at)
        at += _HEAD.size
        yield identity, line, text[at : at + size]
        at += size
