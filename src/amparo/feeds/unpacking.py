"""Unpacks a delivery that came as one zip, into memory, and never more than was allowed."""

import io
import stat
import zipfile
from collections.abc import Mapping
from pathlib import PurePosixPath

from amparo.feeds.archives import BROKEN, MOST_RATIO
from amparo.feeds.refusals import DeliveryRefused

MOST_FILES = 50
"""More files than a delivery of any feed has. Product choice."""

_LOCKED = 0x1
"""The bit of a member that is encrypted (PKWARE's APPNOTE, 4.4.4)."""


def unpacked(name: str, packed: bytes, most: int) -> Mapping[str, bytes]:
    """The files of a delivery folder by name: of ``most`` bytes altogether at most.

    They may lie at the top or in one folder; no name is ever used as a path. Raises
    DeliveryRefused for anything else, before more than ``most`` bytes are held.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(packed)) as archive:
            members = [one for one in archive.infolist() if not one.is_dir()]
            _refuse_odd(name, members, min(most, MOST_RATIO * len(packed)))
            return _read(name, archive, members, most)
    except BROKEN:
        raise DeliveryRefused(name, "the archive is damaged or cut short") from None


def _refuse_odd(name: str, members: list[zipfile.ZipInfo], most: int) -> None:
    paths = [PurePosixPath(one.filename) for one in members]
    if not members or len(members) > MOST_FILES:
        raise DeliveryRefused(name, f"the archive holds {len(members)} files (1 to {MOST_FILES})")
    if any(map(_is_outside, members)):
        raise DeliveryRefused(name, "the archive names a file outside its own folder")
    if any(one.flag_bits & _LOCKED for one in members):
        raise DeliveryRefused(name, "the archive is locked with a password")
    if len({path.parent for path in paths}) > 1 or len({path.name for path in paths}) < len(paths):
        raise DeliveryRefused(name, "the archive holds more than one folder, or a name twice")
    if sum(one.file_size for one in members) > most:
        raise DeliveryRefused(name, f"the archive unpacks to more than {most:,} bytes")


def _is_outside(one: zipfile.ZipInfo) -> bool:
    """A link, or a name that leads elsewhere; the library cuts a name off at a NUL byte."""
    path = PurePosixPath(one.filename)
    is_odd = "\\" in one.orig_filename or "\0" in one.orig_filename or ":" in one.filename
    is_link = stat.S_ISLNK(one.external_attr >> 16)
    return is_odd or is_link or path.is_absolute() or ".." in path.parts


def _read(
    name: str, archive: zipfile.ZipFile, members: list[zipfile.ZipInfo], most: int
) -> Mapping[str, bytes]:
    found, left = dict[str, bytes](), most
    for one in members:
        with archive.open(one) as stream:
            content = stream.read(left + 1)  # a header may tell less than what is there
        left -= len(content)
        if left < 0:
            raise DeliveryRefused(name, f"the archive unpacks to more than {most:,} bytes")
        found[PurePosixPath(one.filename).name] = content
    return found
