"""One digest over all records, so that two homes can be told to hold the same, or where not."""

from collections.abc import Iterable, Iterator
from hashlib import sha256

import msgspec

from amparo.ledger import canonical_json
from amparo.record import Assertion, source_records
from amparo.store import assertions, children, deliveries, identities
from amparo.store.bulk import portions

_OWN_TO_A_HOME = ("line", "row", "vault", "address", "sponsor")
"""What another home would number or encrypt differently; and the line, which says nothing more."""

_SHORT = 8
"""Bytes of a hash that only tells records of one home from those of another."""


class Digest(msgspec.Struct, frozen=True):
    """A digest, and over how many children."""

    digest: str
    children: int


class Held(msgspec.Struct, frozen=True):
    """What a home holds, so that another can be held against it: the digest and what it is over.

    ``groups`` has a short hash for every child, over the names of its records; ``told`` one for
    every record, over its name and all that it was told to be.
    """

    digest: Digest
    groups: frozenset[bytes]
    told: frozenset[bytes]


def digest() -> Digest:
    """The digest over what every child's identities were told to be, version by version.

    It does not depend on the order in which deliveries arrived, nor on any number, nonce or key
    of this home. Names lie in the vault and are not part of it.
    """
    return _digest([_hash(_flat(child)) for child in _children()])


def held() -> Held:
    """The digest and, child by child and record by record, what it is over."""
    hashes: list[bytes] = []
    groups: set[bytes] = set()
    told: set[bytes] = set()
    for child in _children():
        hashes.append(_hash(_flat(child)))
        groups.add(sha256(canonical_json(sorted(child))).digest()[:_SHORT])
        told.update(_hash(one)[:_SHORT] for one in child.values())
    return Held(_digest(hashes), frozenset(groups), frozenset(told))


def _digest(hashes: list[bytes]) -> Digest:
    return Digest(sha256(b"".join(sorted(hashes))).hexdigest(), len(hashes))


def _children() -> Iterator[dict[str, list[Assertion]]]:
    """Of each child: its records by name, and all that each was told to be."""
    heard = deliveries.heard()
    for portion in portions(children.everyone(), 2_000):
        members = children.members(portion)
        every = [one for group in members.values() for one in group]
        told, names = assertions.assertions(every, heard), identities.names(every)
        for group in members.values():
            yield {names[one]: told[one] for one in group}


def _flat(child: dict[str, list[Assertion]]) -> list[Assertion]:
    return [assertion for told in child.values() for assertion in told]


def _hash(told: Iterable[Assertion]) -> bytes:
    records = source_records(told)
    text = [
        (
            one.identity,
            one.part,
            [_said(version) for version in one.versions],
            [release.learned_at.isoformat() for release in one.left_out],
        )
        for one in records
    ]
    return sha256(canonical_json(text)).digest()


def _said(version: Assertion) -> tuple[str, list[dict[str, object]]]:
    facts = [msgspec.to_builtins(event) for event in version.events]
    return version.learned_at.isoformat(), [
        {name: value for name, value in fact.items() if name not in _OWN_TO_A_HOME}
        for fact in facts
    ]
