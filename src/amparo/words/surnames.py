"""Surnames as an ordered list, each with the particles before it: *de la Cruz* is one surname."""

from functools import lru_cache

import msgspec

from amparo.words.names import PARTICLES, name_words
from amparo.words.placeholders import WORDS, is_placeholder


class Surname(msgspec.Struct, frozen=True):
    """One surname. ``stem`` is what is compared; the particles come and go from form to form."""

    stem: str
    particles: tuple[str, ...] = ()

    @property
    def whole(self) -> str:
        """With its particles, as one token: ``DE LA CRUZ``."""
        return " ".join((*self.particles, self.stem))


@lru_cache(maxsize=1 << 16)
def surnames_in(text: str) -> tuple[Surname, ...]:
    """The surnames in the order written; a hyphen separates like a space. Placeholders are none."""
    if is_placeholder(text):
        return ()
    found: list[Surname] = []
    particles: list[str] = []
    for word in name_words(text):
        if word in PARTICLES:
            particles.append(word)
        elif word not in WORDS:
            found.append(Surname(word, tuple(particles)))
            particles = []
    if particles and not found:
        return (Surname(particles[-1], tuple(particles[:-1])),)
    return tuple(found)


def stems(surnames: tuple[Surname, ...]) -> tuple[str, ...]:
    """The surnames without particles, in order."""
    return tuple(each.stem for each in surnames)


def glued(surnames: tuple[Surname, ...]) -> str:
    """All in one word with the particles: *De la Cruz* and *Delacruz* are one spelling."""
    return "".join("".join((*each.particles, each.stem)) for each in surnames)
