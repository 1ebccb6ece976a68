"""A made-up language, in which every sentence that can be translated stands in brackets."""

import re
from html.parser import HTMLParser
from pathlib import Path

from amparo.gaps import GAPS
from amparo.gaps.feeds import FEED_GAPS
from docs import translate

OPEN, SHUT = "⟦", "⟧"
CARDS = [*(card.says_es for card in GAPS.values()), *(card.says_es for card in FEED_GAPS.values())]
"""The cards of gaps carry their own Spanish."""

OF_DAYS = re.compile(
    r"\b(lun|mar|mié|jue|vie|sáb|dom|ene|feb|abr|may|jun|jul|ago|sept?|oct|nov|dic|de|amparo)\b"
)
"""Django writes days; the name of the thing is the same in every language."""


def write_catalogue(folder: Path) -> None:
    """That language in the place of Spanish, in a folder that LOCALE_PATHS can name."""
    catalogue = translate.in_step()
    for one in catalogue:
        if one.id:
            both = one.id if isinstance(one.id, tuple) else (one.id,)
            told = tuple(
                f"{OPEN}{text}{SHUT}" for text in (*both, both[-1])[: 3 if len(both) > 1 else 1]
            )
            one.string = told if len(both) > 1 else told[0]
    there = folder / "es" / "LC_MESSAGES"
    there.mkdir(parents=True)
    (there / "django.mo").write_bytes(translate.compiled(catalogue))


class Texts(HTMLParser):
    """The texts of a page that a reader sees and that are not marked as told by somebody."""

    def __init__(self):
        super().__init__()
        self.open, self.texts = [], []

    def handle_starttag(self, tag, attributes):
        named = dict(attributes)
        if tag not in {"meta", "link", "input", "br", "line", "rect", "circle"}:
            told = named.get("translate") == "no" or tag in {"script", "style"}
            self.open.append((tag, told))
        self.texts += [
            named[one]
            for one in ("aria-label", "placeholder", "title", "alt", "data-says")
            if named.get(one) and named.get("translate") != "no"
        ]

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, text):
        if not any(told for _, told in self.open):
            self.texts.append(text)


def unspoken(page):
    """What a page says, in letters, outside of any sentence of the catalogue."""
    parser = Texts()
    parser.feed(page)
    return [text.strip() for text in parser.texts if _letters_outside(text)]


def _letters_outside(text):
    depth, outside = 0, ""
    for card in CARDS:
        text = text.replace(card, "")
    for letter in text:
        depth += (letter == OPEN) - (letter == SHUT)
        outside += letter if depth == 0 else ""
    return re.findall(r"[^\W\d_]+", OF_DAYS.sub("", outside.lower()))
