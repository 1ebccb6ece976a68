"""How agencies write a child down: noise to tune on, noise looked at once, noise unseen."""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random

import msgspec

from amparo.bench.identity_families import Child

Words = tuple[str, ...]


class Written(msgspec.Struct):
    """A child as one agency wrote them down; the parts are spoilt one after another."""

    given: Words
    surnames: Words
    born: str
    sex: str | None
    country: str | None
    a_number: str | None
    sponsor: str | None
    zip_code: str | None


Noise = Callable[[Random, Child, int], Written]
"""Writes a child down; the number is that of somebody else's paper in the same pile."""


def tuned(chance: Random, child: Child, neighbour: int) -> Written:
    """The noise that the model was trained and the thresholds were chosen on.

    Sounds and short forms, surnames left out or turned, days turned, the first of January, years
    off by one or two, digits mistyped, another child's number.
    """
    row = _as_is(child)
    row.given = _given_as_said(chance, row.given)
    row.surnames = _surnames_as_said(chance, row.surnames)
    row.given, row.surnames = _in_columns(chance, row.given, row.surnames)
    row.born = _day_as_told(chance, child.born)
    row.a_number = _number_as_typed(chance, child.a_number, neighbour)
    if chance.random() < 0.005:
        row.sex = "M" if row.sex == "F" else "F"
    if chance.random() < 0.005:
        row.country = "MX"
    return _with_gaps(chance, row, sex=0.04, country=0.05, home=0.5)


def scanned(chance: Random, child: Child, neighbour: int) -> Written:
    """A second noise: scanned letters, narrow fields, run-together names, unknown pet names.

    Birth months off by one, the fifteenth as a filler, numbers with two digits wrong, sex mistaken.
    No number was fitted to it, but what it makes us miss was looked at once, and led to levels for
    a letter that differs, for initials and for names run together. It is not quite unseen.
    """
    row = _as_is(child)
    row.given = _given_as_scanned(chance, row.given)
    row.surnames = _surnames_as_scanned(chance, row.surnames)
    row.born = _day_as_scanned(chance, child.born)
    row.a_number = _number_as_scanned(chance, child.a_number, neighbour)
    if chance.random() < 0.02:
        row.sex = "M" if row.sex == "F" else "F"
    if chance.random() < 0.01:
        row.country = "GT"
    return _with_gaps(chance, row, sex=0.1, country=0.02, home=0.65)


def unseen(chance: Random, child: Child, neighbour: int) -> Written:
    """A third noise, written after all levels and rules stood, of which no miss was looked at.

    Names as an English speaker hears them, abbreviated, with a middle name for the first; surnames
    of another parent; days off by one, years of the form's own date; digits left out; blanks.
    """
    row = _as_is(child)
    row.given = _given_as_heard(chance, row.given)
    row.surnames = _surnames_as_heard(chance, row.surnames)
    row.born = _day_as_heard(chance, child.born)
    row.a_number = _number_as_heard(chance, child.a_number, neighbour)
    if chance.random() < 0.01:
        row.sex = "M"
    if chance.random() < 0.01:
        row.country = "HN"
    return _with_gaps(chance, row, sex=0.2, country=0.15, home=0.75)


NOISES: dict[str, Noise] = {"tuned": tuned, "scanned": scanned, "unseen": unseen}


def _as_is(child: Child) -> Written:
    return Written(
        given=child.given,
        surnames=child.surnames,
        born=child.born.isoformat(),
        sex=child.sex,
        country=child.country,
        a_number=f"{child.a_number:09}",
        sponsor=child.sponsor,
        zip_code=child.zip_code,
    )


def _with_gaps(chance: Random, row: Written, *, sex: float, country: float, home: float) -> Written:
    """Without what is left blank, at these shares."""
    row.sex = None if chance.random() < sex else row.sex
    row.country = None if chance.random() < country else row.country
    if chance.random() < home:
        row.sponsor = row.zip_code = None
    return row


# --- the first model --------------------------------------------------------------------------

_SOUNDS = (
    ("B", "V"), ("V", "B"), ("Z", "S"), ("S", "Z"), ("X", "SH"), ("X", "J"), ("TZ", "TS"),
    ("QUI", "KI"), ("CO", "KO"), ("GE", "JE"), ("Y", "LL"), ("HU", "W"),
)  # fmt: skip
_SHORT = {
    "JOSE": "CHEPE", "FRANCISCO": "PACO", "ANTONIO": "TONO", "ALEJANDRO": "ALEX", "ANA": "ANITA",
    "CARLOS": "CARLITOS", "MARIA": "MARI", "JUAN": "JUANITO", "LUIS": "LUCHO", "ROSA": "ROSITA",
    "ROBERTO": "BETO", "EDUARDO": "LALO", "GABRIELA": "GABY", "JUANA": "JUANITA",
}  # fmt: skip


def _given_as_said(chance: Random, given: Words) -> Words:
    if len(given) > 1 and chance.random() < 0.28:
        given = given[:1] if chance.random() < 0.85 else given[1:]
    if len(given) > 1 and chance.random() < 0.02:
        given = given[::-1]
    if given[0] in _SHORT and chance.random() < 0.06:
        given = _SHORT[given[0]], *given[1:]
    return _misspelt(chance, given, 0.04, 0.02)


def _surnames_as_said(chance: Random, surnames: Words) -> Words:
    drawn = chance.random()
    if drawn < 0.2:
        surnames = surnames[:1]
    elif drawn < 0.24:
        surnames = surnames[::-1]
    elif drawn < 0.26:
        surnames = surnames[1:]
    return _misspelt(chance, surnames, 0.08, 0.02)


def _misspelt(chance: Random, words: Words, sound: float, slip: float) -> Words:
    found = []
    for word in words:
        said = word
        if chance.random() < sound:
            fitting = [(old, new) for old, new in _SOUNDS if old in word]
            said = word.replace(*chance.choice(fitting), 1) if fitting else word
        found.append(_mistyped(chance, said) if chance.random() < slip else said)
    return tuple(found)


def _mistyped(chance: Random, word: str) -> str:
    """One letter exchanged with the next, left out, doubled, or another."""
    at = chance.randrange(len(word) - 1) if len(word) > 2 else 0
    kind = chance.randrange(4)
    if kind == 0:
        return word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :]
    if kind == 1 and len(word) > 3:
        return word[:at] + word[at + 1 :]
    if kind == 2:
        return word[: at + 1] + word[at:]
    return word[:at] + chance.choice("AEIOLNRST") + word[at + 1 :]


def _in_columns(chance: Random, given: Words, surnames: Words) -> tuple[Words, Words]:
    """Sometimes the father's surname stands as a middle name, or the columns are exchanged."""
    drawn = chance.random()
    if drawn < 0.015 and len(surnames) > 1:
        return (*given, surnames[0]), surnames[1:]
    if drawn < 0.022:
        return surnames, given
    return given, surnames


def _day_as_told(chance: Random, born: date) -> str:
    drawn = chance.random()
    if drawn < 0.05:
        return f"{born.year}-01-01"
    if drawn < 0.07 and born.day <= 12:
        return f"{born.year}-{born.day:02}-{born.month:02}"
    if drawn < 0.09:
        return f"{born.year + chance.choice((-2, -1, 1, 2))}-{born:%m}-{min(born.day, 28):02}"
    if drawn < 0.12:
        return f"{born:%Y-%m}-{chance.randrange(1, 29):02}"
    return born.isoformat() if drawn < 0.97 else ""


def _number_as_typed(chance: Random, number: int, neighbour: int) -> str | None:
    drawn = chance.random()
    if drawn < 0.13:
        return None
    if drawn < 0.155:
        return _with_a_digit_wrong(chance, f"{number:09}")
    return f"{neighbour if drawn < 0.158 else number:09}"


def _with_a_digit_wrong(chance: Random, number: str) -> str:
    at = chance.randrange(2, 9)
    if chance.random() < 0.4 and at < 8:
        return number[:at] + number[at + 1] + number[at] + number[at + 2 :]
    return number[:at] + chance.choice("0123456789") + number[at + 1 :]


# --- the second model -------------------------------------------------------------------------

_SCANNED = (
    ("RN", "M"), ("M", "RN"), ("O", "C"), ("I", "L"), ("E", "F"), ("U", "V"), ("N", "H"),
    ("Z", "2"), ("L", "I"), ("D", "O"), ("R", "P"), ("Q", "O"),
)  # fmt: skip
_PET = {
    "JOSE": "JOSELO", "MARIA": "MARUCHA", "LUIS": "LUCHITO", "CARLOS": "CARLANGAS", "ANA": "ANICA",
    "MIGUEL": "MIKY", "JORGE": "COQUE", "ELENA": "NENA", "PEDRO": "PERUCHO", "ROSA": "CHAYITO",
}  # fmt: skip
_WIDE = 12
"""Letters that a narrow field holds."""


def _given_as_scanned(chance: Random, given: Words) -> Words:
    if len(given) > 1 and chance.random() < 0.35:
        given = given[:1]
    if given[0] in _PET and chance.random() < 0.03:
        given = _PET[given[0]], *given[1:]
    if len(given) > 1 and chance.random() < 0.06:
        given = given[0], given[1][:1]
    given = _scanned(chance, given, 0.05)
    return ("".join(given),) if chance.random() < 0.02 else given


def _surnames_as_scanned(chance: Random, surnames: Words) -> Words:
    drawn = chance.random()
    if drawn < 0.12:
        surnames = surnames[:1]
    elif drawn < 0.16:
        surnames = surnames[1:]
    elif drawn < 0.17:
        surnames = (*surnames, chance.choice(("GOMEZ", "LOPEZ", "CRUZ", "DIAZ")))
    surnames = _scanned(chance, surnames, 0.06)
    if chance.random() < 0.04:
        surnames = ("".join(surnames),)
    if chance.random() < 0.05:
        cut = " ".join(surnames)[:_WIDE].split()
        surnames = tuple(cut)
    return surnames


def _scanned(chance: Random, words: Words, share: float) -> Words:
    return tuple(
        _misread(chance, word) if len(word) > 2 and chance.random() < share else word
        for word in words
    )


def _misread(chance: Random, word: str) -> str:
    fitting = [(old, new) for old, new in _SCANNED if old in word]
    if not fitting or chance.random() < 0.2:
        return word[1:] if chance.random() < 0.5 else word[:-1]
    return word.replace(*chance.choice(fitting), 1)


def _day_as_scanned(chance: Random, born: date) -> str:
    drawn = chance.random()
    day = f"{min(born.day, 28):02}"
    if drawn < 0.03:
        return f"{born:%Y-%m}-15"
    if drawn < 0.055:
        return f"{born.year}-{(born.month + chance.choice((0, 10))) % 12 + 1:02}-{day}"
    if drawn < 0.07:
        return f"{born.year - 10 if chance.random() < 0.3 else born.year + 1}-{born:%m}-{day}"
    if drawn < 0.1:
        return f"{born:%Y-%m}-{int(day[::-1]) if int(day[::-1]) in range(1, 29) else 11:02}"
    if drawn < 0.12:
        return f"{born.year}-01-01"
    return born.isoformat() if drawn < 0.95 else f"{born:%Y-%m}"


def _number_as_scanned(chance: Random, number: int, neighbour: int) -> str | None:
    drawn = chance.random()
    digits = f"{number:09}"
    if drawn < 0.2:
        return None
    if drawn < 0.22:
        return digits[:4] + digits[4:].translate(str.maketrans("38160", "83616"))
    if drawn < 0.225:
        return digits[:-2] + digits[:-3:-1]
    return f"{neighbour:09}" if drawn < 0.229 else digits


# --- the third model --------------------------------------------------------------------------

_HEARD = (
    ("E", "I"), ("I", "E"), ("O", "U"), ("J", "H"), ("LL", "Y"), ("QU", "C"), ("A", "AH"),
    ("R", "RR"), ("NEZ", "NES"), ("D", "TH"), ("U", "OO"), ("Y", "I"),
)  # fmt: skip
_ABBREVIATED = {"MARIA": "MA", "FRANCISCO": "FCO", "JOSE": "JO", "ANTONIO": "ANTO", "JUAN": "JN"}


def _given_as_heard(chance: Random, given: Words) -> Words:
    drawn = chance.random()
    if len(given) > 1 and drawn < 0.3:
        given = given[:1] if drawn < 0.24 else given[1:]
    if given[0] in _ABBREVIATED and chance.random() < 0.04:
        given = _ABBREVIATED[given[0]], *given[1:]
    return _as_heard(chance, given, 0.05)


def _surnames_as_heard(chance: Random, surnames: Words) -> Words:
    drawn = chance.random()
    if drawn < 0.25:
        surnames = surnames[:1]
    elif drawn < 0.27:
        surnames = surnames[0], chance.choice(("RAMOS", "CASTRO", "MEJIA", "ORTIZ"))
    elif drawn < 0.3:
        surnames = surnames[::-1]
    return _as_heard(chance, surnames, 0.07)


def _as_heard(chance: Random, words: Words, share: float) -> Words:
    found = []
    for word in words:
        fitting = [(old, new) for old, new in _HEARD if old in word]
        heard = bool(fitting) and chance.random() < share
        found.append(word.replace(*chance.choice(fitting), 1) if heard else word)
    return tuple(found)


def _day_as_heard(chance: Random, born: date) -> str:
    drawn = chance.random()
    if drawn < 0.03:
        return (born + timedelta(chance.choice((-1, 1)))).isoformat()
    if drawn < 0.05:
        return f"{chance.choice((2022, 2023, 2024))}-{born:%m-%d}" if born.day < 29 else ""
    if drawn < 0.09:
        return f"{born:%Y-%m}"
    if drawn < 0.12:
        return f"{born.year}-01-01"
    if drawn < 0.13 and born.day <= 12:
        return f"{born.year}-{born.day:02}-{born.month:02}"
    return born.isoformat() if drawn < 0.95 else ""


def _number_as_heard(chance: Random, number: int, neighbour: int) -> str | None:
    drawn = chance.random()
    digits = f"{number:09}"
    if drawn < 0.16:
        return None
    if drawn < 0.18:
        at = chance.randrange(2, 9)
        return (digits[:at] + digits[at + 1 :]).zfill(9)
    return f"{neighbour:09}" if drawn < 0.184 else digits
