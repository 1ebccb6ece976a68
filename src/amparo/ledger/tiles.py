"""The ledger as files that anyone can fetch and keep: C2SP tlog-tiles."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from amparo.ledger import merkle

WIDTH: Final = 256  # hashes in a full tile, entries in a full bundle
_HEIGHT: Final = 8  # levels of the tree that one tile spans
_HASH: Final = merkle.HASH_BYTES
_PREFIX: Final = _HASH.to_bytes(2, "big")  # an entry of ours is always a commitment of 32 bytes
_ENTRY: Final = len(_PREFIX) + _HASH


@dataclass(frozen=True, slots=True)
class Tile:
    """One file of hashes: `width` of them at `level`, the `index`-th such file from the left."""

    level: int
    index: int
    width: int = WIDTH

    @property
    def path(self) -> str:
        """Where it is served, such as `tile/0/x001/067` or `tile/1/000.p/17`."""
        return f"tile/{self.level}/{_placed(self.index, self.width)}"


def bundle_path(index: int, width: int = WIDTH) -> str:
    """Where a bundle of entries is served, such as `tile/entries/x001/067.p/112`."""
    return f"tile/entries/{_placed(index, width)}"


def tiles_of(size: int) -> Iterator[Tile]:
    """Every tile of the tree of `size`, lowest level first, from left to right."""
    level = 0
    while size:
        full, rest = divmod(size, WIDTH)
        yield from (Tile(level, index) for index in range(full))
        if rest:
            yield Tile(level, full, rest)
        level, size = level + 1, full


def bundles_of(size: int) -> Iterator[str]:
    """The path of every bundle of the ledger of `size`, from left to right."""
    full, rest = divmod(size, WIDTH)
    yield from (bundle_path(index) for index in range(full))
    if rest:
        yield bundle_path(full, rest)


def grow(held: Mapping[str, bytes], size: int, commitments: Sequence[bytes]) -> dict[str, bytes]:
    """The files that are new, by path, when a ledger of `size` takes these entries.

    Of `held` only the unfinished files on the right edge are read. No file is ever rewritten: a
    wider one has another path. KeyError where a file is missing, ValueError where one of them or
    a commitment has the wrong length.
    """
    if any(len(commitment) != _HASH for commitment in commitments):
        raise ValueError("A commitment is a SHA-256 hash of 32 bytes.")
    entries = b"".join(_PREFIX + commitment for commitment in commitments)
    files = _extended(held, bundle_path, _ENTRY, size, entries) if entries else {}
    level, risen = 0, merkle.leaf_hashes(commitments)
    while risen:
        tiles = _extended(held, _path_at(level), _HASH, size, b"".join(risen))
        files |= tiles
        # A tile is hashed into the level above once it is full, and never before.
        risen = [_over(tile) for tile in tiles.values() if len(tile) == WIDTH * _HASH]
        level, size = level + 1, size // WIDTH
    return files


def superseded(size: int, grown: int) -> list[str]:
    """The partial files of the ledger of `size` that the ledger of `grown` no longer needs.

    The specification lets a log delete a partial tile only once the full one stands, since an
    older checkpoint may still be asked about; so do we.
    """
    gone = [tile.path for tile in _unfinished(size) if _is_full(tile, grown)]
    full, rest = divmod(size, WIDTH)
    return gone + ([bundle_path(full, rest)] if rest and grown // WIDTH > full else [])


def _unfinished(size: int) -> Iterator[Tile]:
    """The tiles on the right edge of the tree of `size` that are not full: one at most a level."""
    level = 0
    while size:
        full, rest = divmod(size, WIDTH)
        if rest:
            yield Tile(level, full, rest)
        level, size = level + 1, full


def _is_full(tile: Tile, size: int) -> bool:
    return size >> _HEIGHT * (tile.level + 1) > tile.index


def subtrees(held: Mapping[str, bytes], size: int) -> merkle.Subtree:
    """A source of hashes for proofs about the tree of `size`, read from its tiles as needed.

    It raises KeyError where a tile is missing and ValueError where one is too short.
    """

    def subtree(level: int, index: int) -> bytes:
        row, within = divmod(level, _HEIGHT)
        place, offset = divmod(index << within, WIDTH)
        width = min(WIDTH, (size >> _HEIGHT * row) - place * WIDTH)
        tile = _read(held, _path_at(row), _HASH, place, width)
        return _over(tile[offset * _HASH : (offset + (1 << within)) * _HASH])

    return subtree


def frontier(held: Mapping[str, bytes], size: int) -> merkle.Frontier:
    """What the tree of `size` must remember in order to grow, found again in its tiles."""
    return merkle.frontier(subtrees(held, size), size)


def leaf_hashes(held: Mapping[str, bytes], size: int) -> Iterator[bytes]:
    """The hash of every leaf, in order, from the lowest tiles."""
    for start in range(0, size, WIDTH):
        width = min(WIDTH, size - start)
        yield from _cut(_read(held, _path_at(0), _HASH, start // WIDTH, width), _HASH)


def commitments(held: Mapping[str, bytes], size: int) -> Iterator[bytes]:
    """The leaf data of every entry, in order, from the bundles."""
    for start in range(0, size, WIDTH):
        width = min(WIDTH, size - start)
        for entry in _cut(_read(held, bundle_path, _ENTRY, start // WIDTH, width), _ENTRY):
            if not entry.startswith(_PREFIX):
                raise ValueError(f"{bundle_path(start // WIDTH, width)} holds other than hashes.")
            yield entry[len(_PREFIX) :]


def _placed(index: int, width: int) -> str:
    # 1234067 is x001/x234/067: no folder ever holds more than a thousand files.
    digits = str(index)
    digits = digits.zfill(-(-len(digits) // 3) * 3)
    *upper, last = (digits[start : start + 3] for start in range(0, len(digits), 3))
    folders = "".join(f"x{group}/" for group in upper)
    return f"{folders}{last}" + (f".p/{width}" if width < WIDTH else "")


def _path_at(level: int) -> Callable[[int, int], str]:
    return lambda index, width: Tile(level, index, width).path


def _extended(
    held: Mapping[str, bytes], path: Callable[[int, int], str], unit: int, size: int, added: bytes
) -> dict[str, bytes]:
    first, begun = divmod(size, WIDTH)
    whole = (_read(held, path, unit, first, begun) if begun else b"") + added
    return {
        path(first + place, len(file) // unit): file
        for place, file in enumerate(_cut(whole, WIDTH * unit))
    }


def _read(
    held: Mapping[str, bytes], path: Callable[[int, int], str], unit: int, index: int, width: int
) -> bytes:
    # A wider file begins with the same bytes: the full one, once the partial one may be deleted;
    # or one of a checkpoint that was not yet written beside its tiles when the writer was ended.
    for present in (width, WIDTH, *range(width + 1, WIDTH)):
        file = held.get(path(index, present))
        if file is None:
            continue
        if len(file) != present * unit:
            raise ValueError(f"{path(index, present)} has {len(file)} bytes, not {present * unit}.")
        return file[: width * unit]
    raise KeyError(f"{path(index, width)} is missing.")


def _cut(whole: bytes, length: int) -> list[bytes]:
    return [whole[start : start + length] for start in range(0, len(whole), length)]


def _over(hashes: bytes) -> bytes:
    return merkle.root(_cut(hashes, _HASH))
