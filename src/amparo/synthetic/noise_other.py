"""A second way of writing everything wrongly, unlike the first: nothing was tuned on it."""

from collections.abc import Callable, Mapping
from datetime import date
from random import Random
from typing import TypeVar

from amparo.synthetic.chance import Weighted
from amparo.synthetic.days import day_and_month_swapped
from amparo.synthetic.dirt_tables import PLAIN_DIRT, Dirt
from amparo.synthetic.families import Child
from amparo.synthetic.names import in_plain_capitals
from amparo.synthetic.noise import Noise
from amparo.synthetic.places import Address

Kind = TypeVar("Kind")

# Letters that a scanner takes for one another, as in the copies that agencies type from.
_SCANNED = (
    ("rn", "m"), ("cl", "d"), ("ll", "ü"), ("u", "v"), ("n", "u"), ("e", "c"), ("a", "o"),
    ("i", "l"), ("h", "b"), ("o", "0"), ("z", "2"), ("t", "f"),
)  # fmt: skip
_STREET_WORDS = (("Street", "St"), ("Avenue", "Ave."), ("Court", "Ct"), ("Road", "Rd"))
_FORMS = Weighted([("{}", 30), ("A{}", 25), ("A-{}", 20), ("a {}", 15), (" {} ", 10)])
_ONE_IN = 310
_MISREAD = 4_000_000
"""A misread digit gives a number that no child has, in worlds of fewer than a million."""


def _moved(table: Mapping[str, Mapping[int, Kind]], by: int) -> dict[str, dict[int, Kind]]:
    """The same kinds of dirt on other children."""
    return {
        feed: {(number + by) % _ONE_IN: kind for number, kind in kinds.items()}
        for feed, kinds in table.items()
    }


_UNTOLD = {"UNKNOWN": "Unk", "N/A": "not applicable", "UNK": "WITHHELD"}
_UNDATED = {
    feed: {
        number: (column, _UNTOLD.get(told, "(b)(6); (b)(7)(C)"))
        for number, (column, told) in kinds.items()
    }
    for feed, kinds in _moved(PLAIN_DIRT.undated, 13).items()
}


class OtherNoise(Noise):
    """Scanned letters, dropped and run-together names, swapped days, siblings' numbers."""

    name = "other"
    unknown = "UNK"
    withheld = "REDACTED"
    dirt = Dirt(
        one_in=_ONE_IN,
        wrong_days=("31/12/2021", "00/00/0000"),
        wrong_number="99O000123",
        repeats=0.02,
        vanishes=0.015,
        spoilt=_moved(PLAIN_DIRT.spoilt, 7),
        worn=_moved(PLAIN_DIRT.worn, 29),
        undated=_UNDATED,
    )
    seldom_told = frozenset(
        {"language", "sector", "entry_manner", "phone_2", "length_of_care", "issuing_component"}
        | {"sex", "eid_case_id", "reported_to", "verified", "court_code"}
    )
    court_dirt = 6.0

    def __init__(self, seed: int) -> None:
        # Its own chance, and the plain model's draws beside it: the same things then happen to
        # the same children under both, and only the errors differ.
        self._chance = Random(f"amparo other noise {seed}")

    def given(self, chance: Random, given: tuple[str, ...]) -> str:
        """Scanned, cut, run together, only the second one, or an initial for it."""
        super().given(chance, given)
        chance = self._chance
        luck = chance.random()
        if luck < 0.035:
            return " ".join((_scanned(given[0], chance), *given[1:]))
        if len(given) > 1:
            if luck < 0.06:
                return given[1]
            if luck < 0.12:
                return f"{given[0]} {given[1][0]}."
            if luck < 0.14:
                return "".join(given)
        return given[0][:6] if luck > 0.985 else " ".join(given)

    def surnames(self, chance: Random, father: str, mother: str) -> str:
        """Scanned, hyphenated, cut at ten letters, or one dropped: the father's as well."""
        super().surnames(chance, father, mother)
        chance = self._chance
        luck = chance.random()
        if luck < 0.04:
            return f"{_scanned(father, chance)} {mother}".strip()
        if not mother or luck < 0.15:
            return father
        if luck < 0.20:
            return mother
        if luck < 0.27:
            return f"{father}-{mother}"
        return f"{father} {mother}"[:10] if luck > 0.985 else f"{father} {mother}"

    def birth_date(self, chance: Random, born: int, day_as: Callable[[int], str]) -> str:
        """Blank more often, day and month swapped more often, a year or a digit off."""
        super().birth_date(chance, born, day_as)
        chance = self._chance
        luck = chance.random()
        if luck < 0.02:
            return "" if luck < 0.014 else self.withheld
        if luck < 0.055:
            born = day_and_month_swapped(born)
        elif luck < 0.065:
            born = _a_year_off(born, chance)
        elif luck < 0.08:
            born = _digits_swapped(born)
        return day_as(born)

    def a_number(self, chance: Random, number: int) -> str:
        """Other forms; now and then a digit misread."""
        super().a_number(chance, number)
        chance = self._chance
        if chance.random() < 0.006 and number % 10_000_000 < 1_000_000:
            number += _MISREAD
        digits = str(number)
        if chance.random() < 0.3:
            digits = " ".join((digits[:3], digits[3:6], digits[6:]))
        return _FORMS.draw(chance).format(digits)

    def mistaken_number(self, child: Child, siblings: list[Child]) -> int | None:
        """A sibling's number: the papers of a family lie in one folder."""
        chance = self._chance
        others = [one for one in siblings if one is not child]
        return chance.choice(others).a_number if others and chance.random() < 0.015 else None

    def address(self, chance: Random, address: Address) -> tuple[str, ...]:
        """Shortened words, small letters, digits swapped, the unit in the line and no number."""
        super().address(chance, address)
        chance = self._chance
        line, unit, zip_code = address.line, address.unit, address.zip_code
        luck = chance.random()
        if luck < 0.25:
            for long, short in _STREET_WORDS:
                line = line.replace(long, short)
        elif luck < 0.32:
            line, unit = line.lower(), unit.upper()
        elif luck < 0.335 and line[:2].isdigit():
            line = line[1] + line[0] + line[2:]
        if chance.random() < 0.02 and len(zip_code) == 5:
            zip_code = zip_code[:3] + zip_code[4] + zip_code[3]
        elif chance.random() < 0.1 and zip_code:
            zip_code = f"{zip_code}-{chance.randrange(1, 9999):04d}"
        city = in_plain_capitals(address.city) if chance.random() < 0.3 else address.city
        return line, unit, city, address.state, zip_code


def _scanned(name: str, chance: Random) -> str:
    """One letter taken for another, where the name has such a letter."""
    found = [pair for pair in _SCANNED if pair[0] in name]
    return name.replace(*chance.choice(found), 1) if found else name


def _a_year_off(born: int, chance: Random) -> int:
    return born + chance.choice((-365, 365))


def _digits_swapped(born: int) -> int:
    """The day's two digits the other way round, where that is a day."""
    day = date.fromordinal(born)
    swapped = day.day % 10 * 10 + day.day // 10
    return day.replace(day=swapped).toordinal() if 1 <= swapped <= 28 else born
