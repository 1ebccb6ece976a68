"""The columns that describe a child, which three feeds share, and what they tell."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from amparo.events import Described
from amparo.feeds.contract import Column, IdentityKey, Kind, Likeness, Place, Row
from amparo.words.addresses import AddressFacts
from amparo.words.placeholders import told_tokens
from amparo.words.untold import Untold

A_NUMBER = Column(
    name="a_number",
    says="The child's A-number; several over time, and none at first",
    kind=Kind.A_NUMBER,
    identifying=True,
    spelled=("a#", "alien_number", "afile"),
)
GIVEN_NAMES = Column(
    name="given_names",
    says="Given names",
    kind=Kind.NAME,
    identifying=True,
    spelled=("first_name",),
)
SURNAMES = Column(
    name="surnames",
    says="Surnames: the father's, the mother's, in any order or one missing",
    kind=Kind.NAME,
    identifying=True,
    spelled=("last_name",),
)
BIRTH_DATE = Column(
    name="birth_date",
    says="Birth date as believed",
    kind=Kind.DAY,
    identifying=True,
    spelled=("dob",),
)
CITIZENSHIP = Column(name="citizenship", says="Country of citizenship, as sent", kind=Kind.CODE)

NAMING = (A_NUMBER, GIVEN_NAMES, SURNAMES, BIRTH_DATE, CITIZENSHIP)


def told(value: Any) -> Any:
    """A value that was told, or None for any of the four ways of not telling it."""
    return None if isinstance(value, Untold) else value


def described(row: Row, key: IdentityKey, vaulted: tuple[str, ...]) -> Described:
    """The row's description of the child; the columns named in ``vaulted`` go to the vault."""
    values = row.values
    return Described(
        of=row.of,
        line=row.line,
        row=key.token(row.content),
        citizenship=told(values["citizenship"]),
        sex=told(values.get("sex")),
        untold={name: why for name, why in values.items() if isinstance(why, Untold)},
        repairs=row.repairs,
        vault=key.seal(_texts(values, vaulted)),
    )


def likeness(row: Row, *own_numbers: str) -> Likeness:
    """What of this row can be compared with another row: numbers, names, birth date."""
    values = row.values
    number, born = told(values["a_number"]), told(values["birth_date"])
    return Likeness(
        numbers=(*((f"A{number}",) if number else ()), *own_numbers),
        given_names=told_tokens(told(values["given_names"]) or ""),
        surnames=told_tokens(told(values["surnames"]) or ""),
        birth_date=born.isoformat() if born else "",
        birth_month=born.isoformat()[:7] if born else "",
    )


def place_of(facts: AddressFacts) -> Place:
    """What of an address can be compared with another one."""
    return Place(facts.building, facts.unit, facts.postal_code)


def _texts(values: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, str]:
    return {name: str(values[name]) for name in names if _is_told(values[name])}


def _is_told(value: Any) -> bool:
    return isinstance(value, str | date) and not isinstance(value, Untold)
