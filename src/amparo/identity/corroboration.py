"""The rule that joins two rows: an equal identifier, corroborated by names and birth date."""

import msgspec

RULE = "identifier-with-corroboration 3"
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
    birth_month: bytes = b""

    @property
    def is_nameless(self) -> bool:
        """Whether the row showed no name at all, as the court's rows do."""
        return not self.given_names and not self.surnames


def corroborated(one: Seen, other: Seen) -> bool:
    """Whether two rows speak of the same child.

    An equal number alone never suffices: numbers are mistyped, and a sibling's is written on the
    wrong paper. Siblings share surnames and twins a birth date as well, so a given name must
    agree in every case. Where a row shows no names, as the court's, only the month of birth can
    tell siblings apart: both must tell it.
    """
    if one.numbers.isdisjoint(other.numbers):
        return False
    if one.is_nameless or other.is_nameless:
        return one.birth_month != b"" and one.birth_month == other.birth_month
    return not one.given_names.isdisjoint(other.given_names) and (
        not one.surnames.isdisjoint(other.surnames)
        or (one.birth_date != b"" and one.birth_date == other.birth_date)
    )
