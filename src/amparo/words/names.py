"""Names as people write them, brought to tokens that can be compared."""

import re
import unicodedata

_APOSTROPHES = re.compile("['’ʼꞌ`´]")
_BETWEEN = re.compile(r"[^A-ZÑ]+")
_PARTICLES = frozenset({"DE", "DEL", "LA", "LAS", "LOS", "Y", "DA", "DOS"})


def name_tokens(name: str) -> tuple[str, ...]:
    """The words of a name, in order, without accents, apostrophes, case and particles.

    Mayan names carry an apostrophe inside the word (Q'anil), so it is folded, not split at.
    """
    plain = _APOSTROPHES.sub("", name.upper())
    bare = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    return tuple(word for word in _BETWEEN.split(bare) if word and word not in _PARTICLES)
