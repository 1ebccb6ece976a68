"""A Merkle tree that only grows: its root, and short proofs of what it holds and held."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import TypeAlias

HASH_BYTES = 32
EMPTY_ROOT = sha256(b"").digest()  # RFC 6962 section 2.1: MTH({}) = SHA-256()

Subtree: TypeAlias = Callable[[int, int], bytes]
"""Where proofs get their hashes: `subtree(level, index)` is the hash over the leaves from
`index * 2**level` up to `(index + 1) * 2**level`, all of which the tree already has."""


def leaf_hash(data: bytes) -> bytes:
    """The hash of one leaf, 32 bytes (RFC 6962 section 2.1)."""
    return sha256(b"\x00" + data).digest()


def leaf_hashes(leaves: Iterable[bytes]) -> list[bytes]:
    """The hashes of many leaves, in their order."""
    return [sha256(b"\x00" + data).digest() for data in leaves]


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of two neighbours, 32 bytes (RFC 6962 section 2.1)."""
    return sha256(b"\x01" + left + right).digest()


@dataclass(frozen=True, slots=True)
class Frontier:
    """All that a growing tree must remember: its size and the roots of its complete subtrees.

    `peaks` stand from left to right, the largest subtree first, one for each 1 in the binary
    form of `size`; a tree of a thousand million leaves remembers at most thirty hashes.
    ValueError where sizes and peaks do not fit each other.
    """

    size: int = 0
    peaks: tuple[bytes, ...] = ()

    def __post_init__(self) -> None:
        if self.size < 0 or len(self.peaks) != self.size.bit_count():
            raise ValueError(f"A tree of {self.size} leaves does not have {len(self.peaks)} peaks.")
        if any(len(peak) != HASH_BYTES for peak in self.peaks):
            raise ValueError("A peak is a SHA-256 hash of 32 bytes.")

    def append(self, hashes: Iterable[bytes]) -> "Frontier":
        """The tree with the leaves of these hashes after those it has."""
        standing = list(self.peaks)
        risen = list(hashes)
        size = self.size + len(risen)
        fresh: list[bytes] = []
        level = 0
        while risen:
            if self.size >> level & 1:
                risen.insert(0, standing.pop())
            if len(risen) & 1:
                fresh.append(risen.pop())
            risen = _paired(risen)
            level += 1
        return Frontier(size, (*standing, *reversed(fresh)))

    def root(self) -> bytes:
        """The hash over all leaves: MTH(D[size]) of RFC 6962 section 2.1."""
        if not self.peaks:
            return EMPTY_ROOT
        *larger, top = self.peaks
        for peak in reversed(larger):
            top = node_hash(peak, top)
        return top


def root(hashes: Iterable[bytes]) -> bytes:
    """The hash over the leaves of these hashes: MTH(D[n]) of RFC 6962 section 2.1."""
    return Frontier().append(hashes).root()


def subtrees(hashes: Sequence[bytes]) -> Subtree:
    """A source of hashes for proofs, for a tree small enough to be held whole."""
    levels = [list(hashes)]
    while len(levels[-1]) > 1:
        levels.append(_paired(levels[-1]))
    return lambda level, index: levels[level][index]


def frontier(subtree: Subtree, size: int) -> Frontier:
    """The frontier of a tree whose hashes are kept elsewhere, in tiles for instance."""
    levels = [level for level in reversed(range(size.bit_length())) if size >> level & 1]
    return Frontier(size, tuple(subtree(level, (size >> level) - 1) for level in levels))


def inclusion_proof(subtree: Subtree, index: int, size: int) -> tuple[bytes, ...]:
    """The path that shows leaf `index` in the tree of `size`, from the leaf's sibling upwards.

    PATH(m, D[n]) of RFC 6962 section 2.1.1. IndexError where the tree has no such leaf.
    """
    if not 0 <= index < size:
        raise IndexError(f"A tree of {size} leaves has no leaf {index}.")
    path: list[bytes] = []
    start, end = 0, size
    while end - start > 1:
        middle = start + _left_size(end - start)
        if index < middle:
            path.append(_hash_over(subtree, middle, end))
            end = middle
        else:
            path.append(_hash_over(subtree, start, middle))
            start = middle
    return tuple(reversed(path))


def consistency_proof(subtree: Subtree, first: int, second: int) -> tuple[bytes, ...]:
    """The path that shows the tree of `first` leaves to be the beginning of that of `second`.

    PROOF(m, D[n]) of RFC 6962 section 2.1.2, and nothing where `first` is 0: every tree begins
    with the empty one. IndexError where `first` is not between 0 and `second`.
    """
    if not 0 <= first <= second:
        raise IndexError(f"A tree of {second} leaves was never one of {first}.")
    path: list[bytes] = []
    start, end = 0, second if first else 0
    while end != first:
        middle = start + _left_size(end - start)
        if first <= middle:
            path.append(_hash_over(subtree, middle, end))
            end = middle
        else:
            path.append(_hash_over(subtree, start, middle))
            start = middle
    # Who holds the first root knows this hash already where it covers that whole tree.
    if start:
        path.append(_hash_over(subtree, start, end))
    return tuple(reversed(path))


def includes(root: bytes, size: int, index: int, leaf: bytes, path: Sequence[bytes]) -> bool:
    """Whether `path` shows the leaf of this hash at `index` in the tree of this size and root.

    RFC 9162 section 2.1.3.2.
    """
    if not 0 <= index < size:
        return False
    node, last, reached = index, size - 1, leaf
    for step in path:
        if last == 0:
            return False
        if node & 1 or node == last:
            reached = node_hash(step, reached)
            node, last = _past_right_edge(node, last)
        else:
            reached = node_hash(reached, step)
        node, last = node >> 1, last >> 1
    return last == 0 and reached == root


def continues(
    first_root: bytes, first: int, second_root: bytes, second: int, path: Sequence[bytes]
) -> bool:
    """Whether `path` shows the second tree to begin with all of the first, unaltered.

    RFC 9162 section 2.1.4.2; the empty tree and the equal tree take an empty path.
    """
    if not 0 <= first <= second:
        return False
    if first in (0, second):
        return not path and first_root == (EMPTY_ROOT if first == 0 else second_root)
    # Where the first tree is one complete subtree, its root starts the path and is left out.
    steps = list(path) if first & (first - 1) else [first_root, *path]
    if not steps:
        return False
    return _rebuilt(steps, first, second) == (first_root, second_root)


def _rebuilt(steps: list[bytes], first: int, second: int) -> tuple[bytes, bytes] | None:
    node, last = first - 1, second - 1
    while node & 1:
        node, last = node >> 1, last >> 1
    old = new = steps[0]
    for step in steps[1:]:
        if last == 0:
            return None
        if node & 1 or node == last:
            old, new = node_hash(step, old), node_hash(step, new)
            node, last = _past_right_edge(node, last)
        else:
            new = node_hash(new, step)
        node, last = node >> 1, last >> 1
    return (old, new) if last == 0 else None


def _past_right_edge(node: int, last: int) -> tuple[int, int]:
    # On the right edge a node without a sibling rises unhashed; the path has no step for it.
    while node and not node & 1:
        node, last = node >> 1, last >> 1
    return node, last


def _hash_over(subtree: Subtree, start: int, end: int) -> bytes:
    size = end - start
    if size & (size - 1) == 0:
        level = size.bit_length() - 1
        return subtree(level, start >> level)
    middle = start + _left_size(size)
    return node_hash(_hash_over(subtree, start, middle), _hash_over(subtree, middle, end))


def _left_size(size: int) -> int:
    # RFC 6962 section 2.1: k, the largest power of two smaller than n.
    return 1 << (size - 1).bit_length() - 1


def _paired(hashes: Sequence[bytes]) -> list[bytes]:
    pairs = iter(hashes)
    return [
        sha256(b"\x01" + left + right).digest() for left, right in zip(pairs, pairs, strict=False)
    ]
