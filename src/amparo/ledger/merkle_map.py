"""A Merkle map: one root over keys and their values, and short proofs of what a key has, or lacks.

Where `merkle` shows that an entry was put in the list, this shows what stands under a key *now*,
and that nothing does. A key goes down from the root by its bits, most significant first, until
it is alone (a sparse Merkle tree, each subtree of one key drawn together into its leaf):

    nothing   SHA-256(0x04)
    one key   SHA-256(0x02 ‖ key ‖ SHA-256(value))
    more      SHA-256(0x03 ‖ what begins with a 0 here ‖ what begins with a 1 here)

`merkle` puts 0x00 before a leaf and 0x01 before two neighbours (RFC 6962 section 2.1). No two of
the five begin alike, so no hash of one kind can be passed off as one of another; and however a
root came to be, no key can be shown under it both with a value and without, or with two values.
"""

from collections.abc import Callable, Collection, Mapping
from hashlib import sha256
from typing import Final, TypeAlias, TypeVar

import msgspec

KEY_BYTES: Final = 32
LEAST_VALUE_BYTES: Final = 32
EMPTY: Final = sha256(b"\x04").digest()
"""The hash where no key stands, and the root of a map without keys."""

_HASH_BYTES: Final = 32
_KEY_BITS: Final = 8 * KEY_BYTES
_T = TypeVar("_T")


class Leaf(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One key, and the SHA-256 of its value; 32 bytes each."""

    key: bytes
    value_hash: bytes

    @property
    def hash(self) -> bytes:
        """What the map has where this key stands alone."""
        return sha256(b"\x02" + self.key + self.value_hash).digest()


class Node(msgspec.Struct, frozen=True):
    """What is kept of one place of the map: its hash, and its leaf where one key stands alone.

    A place is known by its path, the bits that lead there from the root as "0" and "1"; the
    root's is "". Of places without a key nothing is kept. A place once kept is never given up.
    """

    hash: bytes
    leaf: Leaf | None = None


class MapProof(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What shows, under a root, which value a key has, or that it has none.

    `siblings` are the hashes beside the key's path, from its end up to the root. `other` is the
    leaf of another key, where the path of an absent key ends at one. It tells that key and the
    hash of its value to whoever holds the proof, so neither may be guessable or mean anything.
    """

    siblings: tuple[bytes, ...]
    other: Leaf | None = None


Read: TypeAlias = Callable[[Collection[str]], Mapping[str, Node]]
"""Where the nodes are kept: `read(paths)` gives, by path, those of these places that are kept."""


def root(read: Read) -> bytes:
    """The hash over all keys and values that are kept, 32 bytes."""
    return _hash_at("", read([""]))


def root_of(entries: Mapping[bytes, bytes]) -> bytes:
    """The root over exactly these keys and values, straight from its definition: slow and plain.

    ValueError for a key that has not 32 bytes or a value of fewer.
    """
    return _root_of([_leaf(key, value) for key, value in entries.items()])


def grown(changes: Mapping[bytes, bytes], read: Read) -> dict[str, Node]:
    """The nodes to write, by path, for these keys to have these values; no key is ever taken out.

    Reads only the places on the way of these keys and those beside them, all keys together and
    one depth at a time, as far as nodes are kept. Nothing is written before the caller does.
    ValueError for a key that has not 32 bytes or a value of fewer.
    """
    leaves = {key: _leaf(key, value) for key, value in changes.items()}
    held = _on_the_way(leaves, read)
    fresh: dict[str, Node] = {}
    _settle("", leaves, held, fresh)
    return fresh


def prove(key: bytes, read: Read) -> MapProof:
    """The proof of what `key` has under the root of what is kept now, be it only that it is absent.

    Reads as `grown` does. ValueError for a key that has not 32 bytes.
    """
    held = _on_the_way({_fitting(key): None}, read)
    path, siblings = "", list[bytes]()
    while _is_parted(node := held.get(path)):
        bit = _bit(key, len(path))
        siblings.append(_hash_at(path + "10"[bit], held))
        path += "01"[bit]
    at_end = node.leaf if node else None
    other = None if at_end and at_end.key == key else at_end
    return MapProof(tuple(reversed(siblings)), other)


def holds(root: bytes, key: bytes, value: bytes | None, proof: MapProof) -> bool:
    """Whether `proof` shows `key` with `value` under `root`; None: that the key is absent.

    For anything that is no such proof the answer is False, never an error.
    """
    try:
        end = _shown_end(key, value, proof)
        return end is not None and _risen(key, end, proof.siblings) == root
    except (AttributeError, TypeError):  # who hands in a proof may hand in anything
        return False


def _shown_end(key: bytes, value: bytes | None, proof: MapProof) -> bytes | None:
    """What must stand at the end of the key's path, or None where the proof cannot show it."""
    # Without the lengths, a boundary could move and one hash be read in two ways.
    depth, other = len(proof.siblings), proof.other
    if len(key) != KEY_BYTES or depth > _KEY_BITS:
        return None
    if any(len(sibling) != _HASH_BYTES for sibling in proof.siblings):
        return None
    if value is not None:
        return Leaf(key, sha256(value).digest()).hash if other is None else None
    if other is None:
        return EMPTY
    return other.hash if _stands_instead(other, key, depth) else None


def _stands_instead(other: Leaf, key: bytes, depth: int) -> bool:
    if len(other.key) != KEY_BYTES or other.key == key:
        return False
    # A leaf that another path leads to says nothing about this key.
    apart = int.from_bytes(key) ^ int.from_bytes(other.key)
    return apart >> (_KEY_BITS - depth) == 0


def _risen(key: bytes, end: bytes, siblings: tuple[bytes, ...]) -> bytes:
    reached = end
    for depth, sibling in zip(reversed(range(len(siblings))), siblings, strict=True):
        sides = (sibling, reached) if _bit(key, depth) else (reached, sibling)
        reached = _hash_of_two(*sides)
    return reached


def _on_the_way(keys: Mapping[bytes, object], read: Read) -> dict[str, Node]:
    """What is kept on the way of these keys, and beside it."""
    held: dict[str, Node] = {}
    reached = {"": keys}
    while reached:
        held.update(read(reached.keys()))
        reached = {
            path + side: part
            for path, below in reached.items()
            if below and _is_parted(held.get(path))
            for side, part in zip("01", _parted(below, len(path)), strict=True)
        }
    return held


def _settle(
    path: str, leaves: Mapping[bytes, Leaf], held: Mapping[str, Node], fresh: dict[str, Node]
) -> bytes:
    """The hash at `path` once these leaves have come there; what changes is put in `fresh`."""
    if not leaves:
        return _hash_at(path, held)
    standing = held.get(path)
    if standing and standing.leaf:
        leaves = {standing.leaf.key: standing.leaf, **leaves}
    if len(leaves) == 1 and not _is_parted(standing):
        (leaf,) = leaves.values()
        fresh[path] = Node(leaf.hash, leaf)
    else:
        left, right = _parted(leaves, len(path))
        hashes = _settle(path + "0", left, held, fresh), _settle(path + "1", right, held, fresh)
        fresh[path] = Node(_hash_of_two(*hashes))
    return fresh[path].hash


def _root_of(leaves: Collection[Leaf], depth: int = 0) -> bytes:
    if not leaves:
        return EMPTY
    if len(leaves) == 1:
        return next(iter(leaves)).hash
    sides = ([leaf for leaf in leaves if _bit(leaf.key, depth) == side] for side in (0, 1))
    return _hash_of_two(*(_root_of(side, depth + 1) for side in sides))


def _parted(leaves: Mapping[bytes, _T], depth: int) -> tuple[dict[bytes, _T], dict[bytes, _T]]:
    sides: tuple[dict[bytes, _T], dict[bytes, _T]] = ({}, {})
    for key, leaf in leaves.items():
        sides[_bit(key, depth)][key] = leaf
    return sides


def _is_parted(node: Node | None) -> bool:
    return node is not None and node.leaf is None


def _hash_at(path: str, held: Mapping[str, Node]) -> bytes:
    return held[path].hash if path in held else EMPTY


def _hash_of_two(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x03" + left + right).digest()


def _bit(key: bytes, depth: int) -> int:
    return key[depth >> 3] >> (7 - (depth & 7)) & 1


def _leaf(key: bytes, value: bytes) -> Leaf:
    # A short value could be guessed from its hash, which a proof about another key may show.
    if len(value) < LEAST_VALUE_BYTES:
        raise ValueError(f"A value has at least {LEAST_VALUE_BYTES} bytes and not {len(value)}.")
    return Leaf(_fitting(key), sha256(value).digest())


def _fitting(key: bytes) -> bytes:
    if len(key) != KEY_BYTES:
        raise ValueError(f"A key has {KEY_BYTES} bytes and not {len(key)}.")
    return key
