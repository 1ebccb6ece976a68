"""The rule that joins two rows: an equal identifier, corroborated by names and birth date."""

import msgspec

RULE = "identifier-with-corroboration 1"
"""The rule's name and version, as rulings carry it."""


class Seen(msgspec.Struct, frozen=True):
    """What one row showed of a child, as keyed tokens: nothing of it can be read back.

    ``identity`` is the store's number of the source identity. Equal texts have equal tokens.
    """

    identity: int
    numbers: frozenset[bytes]
    given_names: frozenset[bytes]
    surnames: frozenset[bytes]
    birth_date: bytes


def corroborated(one: Seen, other: Seen) -> bool:
    """Whether two rows speak of the same child.

    An equal number alone never suffices: numbers are mistyped, and a sibling's is written on the
    wrong paper. Siblings share surnames and twins a birth date as well, so a given name must
    agree in every case.
    """
    return (
        not one.numbers.isdisjoint(other.numbers)
        and not one.given_names.isdisjoint(other.given_names)
        and (
            not one.surnames.isdisjoint(other.surnames)
            or (one.birth_date != b"" and one.birth_date == other.birth_date)
        )
    )
