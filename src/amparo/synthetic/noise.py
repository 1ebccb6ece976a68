"""How clerks write what they know: the noise that the product was made with."""

from collections.abc import Callable
from random import Random

from amparo.synthetic import names
from amparo.synthetic.days import day_and_month_swapped, first_of_january, short_us
from amparo.synthetic.dirt_tables import PLAIN_DIRT, Dirt
from amparo.synthetic.families import Child
from amparo.synthetic.places import Address

WITHHELD = "b(6), b(7)c"


class Noise:
    """One independent way of writing names, days, numbers and addresses wrongly.

    This is ``plain``; another model says each of these otherwise. None is tuned on any result.
    """

    name = "plain"
    dirt: Dirt = PLAIN_DIRT
    unknown = "UNKNOWN"
    withheld = "(b)(6), (b)(7)(C)"
    seldom_told: frozenset[str] = frozenset()
    """Columns that single deliveries leave out whole. Nothing is found or counted by what they say;
    but a row that has one of them for the first time says something new."""
    court_dirt = 1.0
    """How many times the measured share of the court's rows is dirty."""

    def given(self, chance: Random, given: tuple[str, ...]) -> str:
        """The given names as one clerk wrote them."""
        return names.given_as_told(chance, given)

    def surnames(self, chance: Random, father: str, mother: str) -> str:
        """The surnames as one clerk wrote them."""
        return names.surnames_as_told(chance, father, mother)

    def birth_date(self, chance: Random, born: int, day_as: Callable[[int], str]) -> str:
        """The birth date; blank, withheld, swapped, or only the year known."""
        luck = chance.random()
        if luck < 0.008:
            return "" if luck < 0.004 else WITHHELD
        if luck < 0.022:
            born = day_and_month_swapped(born)
        elif luck < 0.035:
            born = first_of_january(born)
        # Two digits for the year turn up in every feed now and then.
        return short_us(born) if luck > 0.97 else day_as(born)

    def a_number(self, chance: Random, number: int) -> str:
        """An A-number in one of the forms in use."""
        digits = str(number)
        luck = chance.random()
        if luck < 0.5:
            return digits
        if luck < 0.7:
            return f"A{digits}"
        parts = (digits[:3], digits[3:6], digits[6:])
        return "A" + "-".join(parts) if luck < 0.95 else "A " + " ".join(parts)

    def mistaken_number(self, child: Child, siblings: list[Child]) -> int | None:  # noqa: ARG002
        """Another number written in place of the child's own, or None for nearly every row."""
        return None

    def address(self, chance: Random, address: Address) -> tuple[str, ...]:
        """The five cells of an address."""
        zip_code = address.zip_code
        if chance.random() < 0.05:
            # A spreadsheet took the postal code for a number.
            zip_code = zip_code.lstrip("0")
        return address.line, address.unit, address.city, address.state, zip_code


PLAIN = Noise()
