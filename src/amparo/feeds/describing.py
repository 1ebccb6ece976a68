"""Describes a file as its sender would have in a manifest: bytes, digest, encoding, delimiter."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

import msgspec

from amparo.feeds.contract import Contract
from amparo.feeds.decoding import Decoding
from amparo.feeds.manifest import DeliveredFile
from amparo.feeds.refusals import DeliveryRefused

_CHUNK = 1 << 20


def described(
    path: Path, contract: Contract, counted: Mapping[str, int], delimiter: str | None = None
) -> DeliveredFile:
    """A file of a feed; ``counted`` says how many rows its sender counted in each table.

    The encoding is utf-8 where the bytes are, and latin-1 where they are not. The delimiter is
    the contract's first, unless one is given. Raises DeliveryRefused where there is no file.
    """
    if not path.is_file():
        raise DeliveryRefused(path.name, "it is not a file")
    digest, utf_8 = hashlib.sha256(), Decoding("utf-8")
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
            utf_8.take(chunk)
        utf_8.take(b"", last=True)
    table = contract.of_file(path.name)
    return DeliveredFile(
        name=path.name,
        bytes=path.stat().st_size,
        sha256=digest.hexdigest(),
        encoding="utf-8" if utf_8.wrong_at is None else "latin-1",
        delimiter=delimiter or (table or contract).delimiters[0],
        counted=counted.get(table.table.lower(), msgspec.UNSET) if table else msgspec.UNSET,
    )
