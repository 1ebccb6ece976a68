"""One digest over all records, so that two homes can be told to hold the same."""

from collections.abc import Iterable
from hashlib import sha256

import msgspec

from amparo.ledger import canonical_json
from amparo.record import Assertion, source_records
from amparo.store import assertions, children, deliveries
from amparo.store.bulk import portions

_OWN_TO_A_HOME = ("line", "row", "vault", "address", "sponsor")
"""What another home would number or encrypt differently; and the line, which says nothing more."""


class Digest(msgspec.Struct, frozen=True):
    """A digest, and over how many children."""

    digest: str
    children: int


def digest() -> Digest:
    """The digest over what every child's identities were told to be, version by version.

    It does not depend on the order in which deliveries arrived, nor on any number, nonce or key
    of this home. Names lie in the vault and are not part of it.
    """
    heard = deliveries.heard()
    hashes: list[bytes] = []
    for portion in portions(children.everyone(), 2_000):
        members = children.members(portion)
        told = assertions.assertions([one for group in members.values() for one in group], heard)
        hashes.extend(
            _of_child(assertion for one in group for assertion in told[one])
            for group in members.values()
        )
    return Digest(sha256(b"".join(sorted(hashes))).hexdigest(), len(hashes))


def _of_child(told: Iterable[Assertion]) -> bytes:
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
