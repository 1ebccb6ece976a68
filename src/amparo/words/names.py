"""Names as people write them, brought to tokens that can be compared."""

import re
import unicodedata
from functools import lru_cache

# Typewriter, typographic, saltillo, okina, prime, backtick, acute: one sound in Q'anil.
_APOSTROPHES = re.compile("['‘’‛ʹʻʼʽˈꞋꞌ`´′＇]")
_WORD = re.compile(r"[^\W\d_]+")
_PARTICLES = frozenset({"DE", "DEL", "LA", "LAS", "LOS", "Y", "DA", "DOS"})


@lru_cache(maxsize=1 << 16)
def name_tokens(name: str) -> tuple[str, ...]:
    """The words of a name, in order, without accents, apostrophes, case and particles.

    Mayan names carry an apostrophe inside the word (Q'anil), so it is folded, not split at. A
    name of nothing but particles keeps them.
    """
    apart = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", name))
    bare = "".join(one for one in apart if unicodedata.category(one) not in {"Mn", "Cf"})
    words = tuple(_WORD.findall(bare.upper()))
    return tuple(word for word in words if word not in _PARTICLES) or words


def readable(text: str) -> str:
    """What somebody typed, with a question mark for whatever no text can hold: half signs, NUL."""
    return text.encode("utf-8", "replace").decode().replace("\0", "?")
