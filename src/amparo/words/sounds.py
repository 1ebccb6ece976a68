"""How a name sounds to whoever types what is said: Spanish and Mayan spellings of one sound.

It brings spellings together, and says nothing of a person: no language, no origin. It is written
for names and proves nothing alone; two names that sound alike are only worth comparing.
"""

import re
from functools import lru_cache

_RULES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(found), sound)
    for found, sound in (
        (r"^(?=S[^AEIOUYSH])", "E"),  # STEVEN is said ESTEVEN
        (r"PH", "F"),
        (r"T?CH", "1"),  # kept whole: CHUB begins with one sound
        (r"SH|XH|X", "J"),  # XILOJ, SHILOJ, JILOJ
        (r"TZ|TS|DZ", "S"),  # TZUNUN, TSUNUN, ZUNUN
        (r"G(?=[EI])", "J"),
        (r"GU(?=[EI])", "G"),
        (r"(?:GU|HU)(?=[AO])|^HU(?=[EI])", "W"),  # HUITZ, WITZ; GUALIM, WALIM
        (r"QU(?=[EI])|CK|CC(?![EI])|Q|C(?![EI])", "K"),
        (r"S?C", "S"),  # what is left of C stands before E and I
        (r"Z", "S"),
        (r"V", "B"),
        (r"H", ""),
        (r"LL|Y(?=[AEIOU])|^I(?=[AEOU])", "Y"),
        (r"Y(?![AEIOU])", "I"),
        (r"N(?=[BP])", "M"),
        (r"(.)\1+", r"\1"),  # CAAL, CAL; PEREZ, PERREZ
        (r"Y$", "L"),  # a doubled L at the end is an L
    )
)


@lru_cache(maxsize=1 << 16)
def sound(word: str) -> str:
    """The sound of one word in capitals, as ``name_words`` gives it; an empty word has none."""
    for found, as_heard in _RULES:
        word = found.sub(as_heard, word)
    return word
