"""Made-up names, and the many ways in which agencies write one name."""

import unicodedata
from functools import lru_cache
from random import Random

from amparo.synthetic.chance import Weighted

_GIVEN = {
    "M": [
        "José",
        "Luis",
        "Carlos",
        "Juan",
        "Ángel",
        "Mateo",
        "Andrés",
        "Óscar",
        "Wilmer",
        "Elmer",
        "Darwin",
        "Brayan",
        "Kevin",
        "Josué",
        "Santiago",
        "Bartolomé",
        "Gaspar",
        "Nehemías",
        "Isaías",
        "Eliú",
        "Selvin",
        "Marlon",
        "Edgardo",
        "Efraín",
        "Rubén",
        "Tomás",
        "Víctor",
        "Zacarías",
        "Baltazar",
        "Vicente",
    ],
    "F": [
        "María",
        "Ana",
        "Rosa",
        "Lucía",
        "Sofía",
        "Yésica",
        "Heidi",
        "Dulce",
        "Marisol",
        "Ingrid",
        "Karla",
        "Belén",
        "Verónica",
        "Zoila",
        "Vilma",
        "Brenda",
        "Noemí",
        "Débora",
        "Evelin",
        "Maribel",
        "Candelaria",
        "Juana",
        "Magdalena",
        "Tránsito",
        "Esperanza",
        "Elsa",
        "Beatriz",
        "Viviana",
        "Yolanda",
        "Zulma",
    ],
}
_MAYAN_GIVEN = {
    "M": [
        "Q'anil",
        "B'alam",
        "K'in",
        "Xwan",
        "Lu'",
        "Pel",
        "Maltixh",
        "Ixb'alanke",
        "Tz'ikin",
        "No'j",
    ],
    "F": [
        "Ixchel",
        "Ixmukane",
        "Mal",
        "Xhiv",
        "Tz'unun",
        "Katal",
        "B'eleb'",
        "Ixq'anil",
        "Ana'",
        "Ewul",
    ],
}
_HAITIAN_GIVEN = {
    "M": ["Jean-Ricot", "Wisly", "Evens", "Dieudonné", "Fritznel", "Jameson", "Ti-Jean", "Roodly"],
    "F": [
        "Marie-Ange",
        "Lovely",
        "Guerline",
        "Fabiola",
        "Mirlande",
        "Dieula",
        "Rose-Laure",
        "Widline",
    ],
}

# Stems and endings give surnames that sound right and belong to nobody we know.
_STEMS = [
    "Almen",
    "Barr",
    "Cast",
    "Dom",
    "Esper",
    "Fern",
    "Gall",
    "Hern",
    "Ibarr",
    "Jim",
    "Land",
    "Mont",
    "Nav",
    "Ojed",
    "Palm",
    "Quir",
    "Riv",
    "Salv",
    "Tab",
    "Urr",
    "Val",
    "Xim",
    "Yag",
    "Zab",
    "Cor",
    "Men",
    "Bust",
    "Pach",
    "Vill",
    "Sor",
]
_ENDINGS = ["eza", "uela", "ín", "ares", "anza", "illo", "ondo", "eña", "óvez", "ueta"]
_SURNAMES = [stem + ending for ending in _ENDINGS for stem in _STEMS]
_MAYAN_SURNAMES = [
    "Q'eqol",
    "Tz'ul",
    "Xol-Ba",
    "Chok'ek",
    "Ixq'ul",
    "B'atzan",
    "Kaq'il",
    "Pop-Ik",
    "Yat'an",
    "Tot'il",
    "Xo'y",
    "Raxk'al",
    "Mukuch'",
    "Ch'utik",
    "Ajq'ol",
]
_HAITIAN_SURNAMES = [
    "Belfanm",
    "Jan-Louinel",
    "Dézimar",
    "Mondézilus",
    "Sainvalon",
    "Pyèrelus",
    "Clervimond",
    "Estinvalle",
]


def _by_rank(names: list[str]) -> Weighted[str]:
    """A few names are very common and most are rare, as everywhere (Zipf)."""
    return Weighted([(name, 1 / (rank + 2)) for rank, name in enumerate(names)])


_DRAW_GIVEN = {sex: _by_rank(names) for sex, names in _GIVEN.items()}
_DRAW_MAYAN = {sex: _by_rank(names) for sex, names in _MAYAN_GIVEN.items()}
_DRAW_HAITIAN = {sex: _by_rank(names) for sex, names in _HAITIAN_GIVEN.items()}
_DRAW_SURNAME = _by_rank(_SURNAMES)
_DRAW_MAYAN_SURNAME = _by_rank(_MAYAN_SURNAMES)
_DRAW_HAITIAN_SURNAME = _by_rank(_HAITIAN_SURNAMES)

_NICKNAMES = {
    "José": "Chepe", "Luis": "Lucho", "Juan": "Juancho", "Santiago": "Chago", "Óscar": "Cayo",
    "María": "Mari", "Ana": "Anita", "Rosa": "Rosita", "Lucía": "Luci", "Sofía": "Chofi",
    "Carlos": "Carlitos", "Ángel": "Gelo", "Mateo": "Teo", "Andrés": "Andi", "Wilmer": "Wil",
    "Yésica": "Yesi", "Dulce": "Dulcita", "Marisol": "Sol", "Heidi": "Jeidi", "Elmer": "Memo",
}  # fmt: skip

MAYAN_LANGUAGES = ("Mam", "Q'eqchi'", "K'iche'", "Kanjobal", "Ixil", "Akateko")


def surnames_of_a_family(chance: Random, country: str, language: str) -> tuple[str, str]:
    """The father's and the mother's surname, which siblings share."""
    draw = _DRAW_SURNAME
    if language in MAYAN_LANGUAGES:
        draw = _DRAW_MAYAN_SURNAME
    elif country == "Haiti":
        return _DRAW_HAITIAN_SURNAME.draw(chance), ""
    mother = (_DRAW_SURNAME if chance.random() < 0.4 else draw).draw(chance)
    return draw.draw(chance), mother


def given_names(chance: Random, sex: str, country: str, language: str) -> tuple[str, ...]:
    """One or two given names."""
    draw = _DRAW_GIVEN[sex]
    if country == "Haiti":
        draw = _DRAW_HAITIAN[sex]
    elif language in MAYAN_LANGUAGES and chance.random() < 0.5:
        draw = _DRAW_MAYAN[sex]
    first = draw.draw(chance)
    second = _DRAW_GIVEN[sex].draw(chance)
    return (first,) if chance.random() < 0.4 or second == first else (first, second)


def given_as_told(chance: Random, given: tuple[str, ...]) -> str:
    """The given names as one clerk wrote them."""
    luck = chance.random()
    if luck < 0.015 and given[0] in _NICKNAMES:
        return _NICKNAMES[given[0]]
    if luck < 0.027:
        return " ".join((_misspelled(given[0]), *given[1:]))
    if luck < 0.06:
        return given[0]
    return " ".join(given)


def surnames_as_told(chance: Random, father: str, mother: str) -> str:
    """The surnames as one clerk wrote them: one dropped, the order swapped, a letter wrong."""
    luck = chance.random()
    if not mother or luck < 0.20:
        return father
    if luck < 0.23:
        return f"{mother} {father}"
    if luck < 0.27:
        return f"{_misspelled(father)} {mother}"
    return f"{father} de {mother}" if luck < 0.275 else f"{father} {mother}"


_SOUNDS_LIKE = str.maketrans({"b": "v", "v": "b", "s": "z", "z": "s", "B": "V", "V": "B"})


def _misspelled(name: str) -> str:
    """Spanish hears no difference between b and v, and often none between s and z."""
    return name.translate(_SOUNDS_LIKE)


@lru_cache(maxsize=1 << 16)
def in_plain_capitals(name: str) -> str:
    """As an old terminal writes it: capitals, and no accents."""
    split = unicodedata.normalize("NFKD", name.upper())
    return "".join(letter for letter in split if not unicodedata.combining(letter))
