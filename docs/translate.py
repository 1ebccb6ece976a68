"""Finds every sentence the pages say, and keeps the catalogue of its Spanish in step.

``python -m docs.translate`` brings src/amparo/web/locale up to date and names what a person must
still translate; ``--check`` changes nothing.
"""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from amparo.actions.figures import NO_CHILD_OF_OURS, NOT_COUNTED, NOT_TO_DHS, NUMBERS_ONLY
from amparo.actions.find import ELSEWHERE
from amparo.actions.match_review import HARM_IF_MERGED, HARM_IF_PARTED, SIBLINGS, TWINS
from amparo.actions.match_says import ASKED_TO_JOIN, ASKED_TO_MOVE, PARTED
from amparo.duties import CARDS
from amparo.duties.standing import WhyNot
from amparo.feeds import CONTRACTS
from amparo.figures import FIGURES, MADE_UP
from amparo.identity.clustering import Reason
from amparo.matching.levels import FIELDS
from amparo.purposes import ROLES
from amparo.purposes.by_table import WhyNot as WhyNotShown
from amparo.purposes.matrix import CONDITIONS, NARROWED
from amparo.purposes.purpose import PURPOSES
from amparo.purposes.rules import package_rules

WEB = Path(__file__).parents[1] / "src" / "amparo" / "web"
PO = WEB / "locale" / "es" / "LC_MESSAGES" / "django.po"
MO = PO.with_suffix(".mo")
CALLS = {"_": None, "gettext": None, "gettext_lazy": None, "ngettext": (1, 2)}
REFUSALS = (
    "Refused.",
    "Nothing was shown.",
    "Nothing was changed.",
    "No rule allows it.",
    "A second person has not agreed.",
    "To this role it is said what is so now, as known now, and of no other days.",
)
"""What ``purposes`` and ``actions`` say of a refusal, besides the rules' own sentences."""

Said = str | tuple[str, str]

_SAME_EVERY_DAY = datetime(2026, 1, 1, tzinfo=UTC)
"""The catalogue says the same whenever it is written."""


def main(arguments: list[str]) -> int:
    """Bring the catalogue in step, or only look."""
    catalogue = in_step()
    left = untranslated(catalogue)
    for one in left:
        print(f"not translated: {one!r}")
    if "--check" in arguments:
        stale = MO.read_bytes() != compiled(catalogue)
        if stale:
            print("The compiled Spanish is not what the catalogue says: ./run words")
        return 1 if left or stale else 0
    with PO.open("wb") as po:
        write_po(po, catalogue, width=100, sort_output=True, no_location=True)
    MO.write_bytes(compiled(catalogue))
    return 1 if left else 0


def in_step() -> Catalog:
    """The catalogue as it is kept, with exactly the sentences that the pages say now."""
    kept = kept_catalogue()
    fresh = Catalog(locale="es", project="Amparo", fuzzy=False, charset="utf-8")
    fresh.header_comment = "# Spanish of the pages. Not yet reviewed by a person."
    for one in sorted(set(said()), key=str):
        known = kept.get(one if isinstance(one, str) else one[0]) if kept else None
        fresh.add(one, known.string if known else None, flags=known.flags if known else ())
    fresh.revision_date = fresh.creation_date = _SAME_EVERY_DAY
    return fresh


def kept_catalogue() -> Catalog | None:
    """The catalogue as it is kept."""
    if not PO.exists():
        return None
    with PO.open("rb") as po:
        return read_po(po, locale="es")


def untranslated(catalogue: Catalog) -> list[str]:
    """The sentences that have no Spanish, or one that nobody has looked at since they changed."""
    return [str(one.id) for one in catalogue if one.id and (not _is_told(one) or one.fuzzy)]


def compiled(catalogue: Catalog) -> bytes:
    """What the pages read."""
    out = BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def said() -> Iterator[Said]:
    """Every sentence: of the templates, of the code of the pages, and of the tables they show."""
    for template in sorted(WEB.glob("templates/*.html")):
        yield from _of_code(templatize(template.read_text(), origin=template.name))
    for code in sorted(WEB.glob("**/*.py")):
        yield from _of_code(code.read_text())
    yield from _of_tables()


def _of_code(text: str) -> Iterator[Said]:
    for _, message, _, _ in extract("python", BytesIO(text.encode()), CALLS):
        if isinstance(message, str):
            yield message
        else:
            yield message[0], message[1]


def _of_tables() -> Iterator[str]:
    yield from (card.says for card in ROLES.values())
    yield from (card.says for card in PURPOSES.values())
    yield from (card.says for card in CARDS.values())
    yield from (part.says for card in CARDS.values() for part in card.parts.values())
    yield from (rule.says for rule in package_rules())
    # A refusal is told sentence by sentence, each of them once.
    yield from (f"{one.rstrip('.')}." for rule in package_rules() for one in rule.says.split(". "))
    yield from CONDITIONS.values()
    yield from (says for _, says in NARROWED.values())
    yield from (figure.says for figure in FIGURES.values())
    yield from (contract.says for contract in CONTRACTS.values())
    yield from (f"{one.rstrip('.')}." for one in ELSEWHERE.split(". "))
    yield from (NO_CHILD_OF_OURS, NOT_COUNTED, NOT_TO_DHS, NUMBERS_ONLY)
    yield from (MADE_UP, *REFUSALS)
    yield from map(str, Reason)
    yield from map(str, WhyNot)
    yield from map(str, WhyNotShown)
    yield from (
        ASKED_TO_JOIN,
        ASKED_TO_MOVE,
        PARTED,
        HARM_IF_MERGED,
        HARM_IF_PARTED,
        SIBLINGS,
        TWINS,
    )
    yield from (level.says for field in FIELDS for level in field.levels)


def _is_told(one: object) -> bool:
    string = getattr(one, "string", None)
    return all(string) if isinstance(string, tuple) else bool(string)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
