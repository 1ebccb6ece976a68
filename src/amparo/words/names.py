"""Names as people write them, brought to tokens that can be compared."""

import re
import unicodedata
from functools import lru_cache

# Typewriter, typographic, saltillo, okina, prime, backtick, acute: one sound in Q'anil.
_APOSTROPHES = re.compile("['‘’‛ʹʻʼʽˈꞋꞌ`´′＇]")
_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile("[A-Z]")

_COMMANDS = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")

PARTICLES = frozenset({"DE", "DEL", "LA", "LAS", "LOS", "Y", "DA", "DOS"})
"""Small words before a surname. They come and go from form to form."""

_LOOKALIKES = str.maketrans(
    "АВЕЅІЈКМНОРСТУХΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
    "ABESIJKMHOPCTYXABEZHIKMNOPTYX",
)
"""Cyrillic and Greek capitals that look like a Latin letter: own list."""


def name_tokens(name: str) -> tuple[str, ...]:
    """The words of a name, in order, without accents, apostrophes, case and particles.

    Mayan names carry an apostrophe inside the word (Q'anil), so it is folded, not split at. A
    name of nothing but particles keeps them.
    """
    words = name_words(name)
    return tuple(word for word in words if word not in PARTICLES) or words


@lru_cache(maxsize=1 << 16)
def name_words(name: str) -> tuple[str, ...]:
    """The words of a name with its particles.

    What cannot be seen, and what looks just like a Latin letter, makes no other name.
    """
    apart = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", name))
    bare = "".join(one for one in apart if unicodedata.category(one) not in {"Mn", "Cf"})
    return tuple(map(_in_one_script, _WORD.findall(bare.upper())))


def readable(text: str) -> str:
    """What somebody typed, with a question mark for whatever no text can hold: half signs, NUL."""
    return text.encode("utf-8", "replace").decode().replace("\0", "?")


def printable(text: str) -> str:
    """A text as it may stand on a screen: a question mark for what would move or turn the others.

    Line breaks, terminal escapes and marks of reading direction are part of what was told, and are
    kept as told; only nobody's screen obeys them.
    """
    return _COMMANDS.sub("?", text)


def _in_one_script(word: str) -> str:
    """A Latin word in which a few letters were typed in another script, as a Latin word."""
    if word.isascii() or not _LATIN.search(word):
        return word
    return word.translate(_LOOKALIKES)
