"""Addresses where nobody lives: invented streets and towns, postal codes never assigned."""

from dataclasses import dataclass
from random import Random

from amparo.synthetic.chance import Weighted

# ORR's releases FY2019-23 by state; the other states share the rest.
_STATES = Weighted(
    [
        ("TX", 63039), ("FL", 42806), ("CA", 46293), ("NY", 33568), ("MD", 21936), ("VA", 21631),
        ("NJ", 23075), ("GA", 17769), ("TN", 16355), ("NC", 17032), ("LA", 11161), ("IL", 9000),
        ("OH", 8600), ("MA", 8500), ("PA", 8000), ("SC", 7800), ("IN", 7700), ("AL", 7600),
        ("WA", 5600), ("CO", 5200), ("AZ", 4900), ("KY", 5000), ("CT", 4700), ("OK", 4300),
        ("MO", 4000), ("KS", 3600), ("MN", 3900), ("NE", 3300), ("OR", 2600), ("MS", 3100),
    ]
)  # fmt: skip
_STREETS = (
    "Made-up", "Example", "Specimen", "Invented", "Ejemplo", "Muestra", "Imaginary", "Nowhere",
    "Sample", "Pretend", "Inventada", "Placeholder Oak", "Fictive", "Supposed", "Modelo", "Dummy",
)  # fmt: skip
_TOWNS = (
    "Ejemplo",
    "Villa Muestra",
    "Specimen City",
    "Madeupton",
    "Puerto Inventado",
    "Sampleville",
)
_FIRST_ZIP, _ZIPS = 100, 400
"""00100 to 00499 was never assigned to any place."""

_UNDELIVERABLE = ("UNKNOWN", "TBD", "HOMELESS", "MAIN ST", "123", "Pending", "the yellow house")


@dataclass(frozen=True, slots=True)
class Address:
    """An address as it stands in the five cells."""

    line: str
    unit: str
    city: str
    state: str
    zip_code: str

    def on_one_line(self) -> str:
        """As an envelope has it, in one cell."""
        street = f"{self.line} {self.unit}".strip()
        return f"{street}, {self.city} {self.state} {self.zip_code}"


BLANK = Address("", "", "", "", "")


@dataclass(frozen=True, slots=True)
class Home:
    """Where a family lives: a house, or an apartment in a building shared with others."""

    street: str
    unit: str
    city: str
    state: str
    zip_code: str
    unit_in_line: bool = False

    def as_told(self) -> Address:
        """The address, whole."""
        if self.unit_in_line:
            return Address(f"{self.street} {self.unit}", "", self.city, self.state, self.zip_code)
        return Address(self.street, self.unit, self.city, self.state, self.zip_code)

    def without_unit(self) -> Address:
        """The address as it must not be told of an apartment."""
        return Address(self.street, "", self.city, self.state, self.zip_code)


NO_HOME = Home("", "", "", "", "")


class Town:
    """Every building that families of one world share. It is known by number, never stored."""

    def __init__(self, children: int, seed: int) -> None:
        self._seed = seed
        self._buildings = max(2, children // 25)

    def home(self, chance: Random, number: int) -> Home:
        """A home for the family ``number``: about half live in a shared building."""
        if chance.random() < 0.5:
            return self._apartment(chance)
        return self._house(chance, number)

    def apartment(self, chance: Random) -> Home:
        """An apartment in a shared building."""
        return self._apartment(chance)

    def _apartment(self, chance: Random) -> Home:
        # The square makes low numbers likelier: a few buildings take in very many children.
        building = int(chance.random() ** 1.5 * self._buildings)
        unit = f"{chance.randint(1, 19)}{chance.choice('ABCDEF')}"
        return Home(
            street=f"{100 + building % 9800} {_STREETS[building % 16]} Street",
            unit=f"Apt {unit}" if chance.random() < 0.7 else f"#{unit}",
            city=_TOWNS[building % 6],
            state=_STATES.draw(Random(f"building {self._seed} {building}")),
            zip_code=_zip(building),
            unit_in_line=chance.random() < 0.3,
        )

    def _house(self, chance: Random, number: int) -> Home:
        return Home(
            street=f"{chance.randint(1, 9899)} {_STREETS[number % 16]} {_house_street(chance)}",
            unit="",
            city=_TOWNS[number % 6],
            state=_STATES.draw(chance),
            zip_code=_zip(chance.randrange(_ZIPS)),
        )


def undeliverable(chance: Random, home: Home) -> Address:
    """An address no letter reaches."""
    luck = chance.random()
    if luck < 0.2:
        return Address(home.street, home.unit, home.city, home.state, "")
    if luck < 0.4:
        street = home.street.partition(" ")[2]
        return Address(street, home.unit, home.city, home.state, home.zip_code)
    return Address(chance.choice(_UNDELIVERABLE), "", home.city, home.state, home.zip_code)


def phone(chance: Random) -> str:
    """A number from the block kept for fiction."""
    return f"(555) 555-01{chance.randrange(100):02d}"


def _zip(number: int) -> str:
    return f"{_FIRST_ZIP + number % _ZIPS:05d}"


def _house_street(chance: Random) -> str:
    return chance.choice(("Avenue", "Court", "Lane", "Road"))
