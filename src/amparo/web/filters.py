"""How values read on a page: days with their weekday, codes by their names, told texts as told."""

import re
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django import template
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext

from amparo.actions.changing import ChangeRefused, NotRecorded
from amparo.clocks.washington import WASHINGTON
from amparo.figures import WITHHELD
from amparo.gaps import GAPS
from amparo.gaps.feeds import FEED_GAPS
from amparo.web.names import NOT_DONE, TABLES
from amparo.web.values import as_day, in_reading

register = template.Library()

_DAY = {"en": "D, M j, Y", "es": r"D j \d\e b \d\e Y"}
_SHORT = {"en": "M j, Y", "es": "j b Y"}


@register.filter
def day(value: date | str | None) -> str:
    """A day with its weekday, so that nobody mistakes one week for another; untold, a dash."""
    return _written(_day(value), _DAY[_language()], _language()) if value else "–"


@register.filter
def short_day(value: date | str | None) -> str:
    """A day without its weekday, where there are many under one another."""
    return _written(_day(value), _SHORT[_language()], _language()) if value else "–"


@register.filter
def moment(value: datetime) -> str:
    """A time in Washington, to the minute, with its zone."""
    there = value.astimezone(WASHINGTON)
    zone = gettext("Washington time")
    return f"{date_format(there, _DAY[_language()])}, {there:%H:%M} {zone}"


@register.filter
def named(code: Any, table: str) -> str:
    """What a code is called, in the reader's language; one without a name is shown as it is."""
    return _called(str(code), table, _language())


@lru_cache(maxsize=8_192)
def _called(code: str, table: str, language: str) -> str:
    """Hundreds of names stand on a page, and to translate one takes longer than to write it."""
    del language  # what it is called depends on it
    return str(TABLES[table].get(code, code))


@register.filter
def reason(code: str) -> str:
    """What a finding says of itself besides its facts; a number of children with the number."""
    if found := _UNRELATED.fullmatch(code):
        return gettext("%(number)s unrelated children") % {"number": found[1]}
    return named(code, "reason")


_UNRELATED = re.compile(r"(\d+) unrelated children")


@register.filter
def value(text: Any, field: str) -> str:
    """A told value of a field, in the reader's language as far as it is not a text of its own."""
    said = str(text)
    return short_day(said) if as_day(field, said) else in_reading(field, said)


@register.filter
def signed(number: int) -> str:
    """A difference with its sign."""
    return f"{number:+}".replace("-", "−") if number else "0"


@register.filter
def record_key(text: str) -> str:
    """A source record's key; where none is opened the child's own number, its beginning alone."""
    return f"{text[:8]}…" if _NUMBER.fullmatch(text) else text


_NUMBER = re.compile(r"[0-9a-f]{32}")


@register.filter
def column(code: str) -> str:
    """What a column of a figure is called; one without a name by its own words."""
    return str(TABLES["column"].get(code, code.replace("_", " ")))


@register.filter
def cell(value: Any, of: str) -> str:
    """A cell of a figure: not known, a dash; a share, a percentage; a step by its name."""
    if value is None:
        return "–"
    if isinstance(value, date):
        return short_day(value)
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    if of.endswith("year"):  # a name, with no thousands set apart in it
        return str(value)
    if isinstance(value, float):
        return f"{value:.1%}" if of.startswith("share") else f"{value:,.1f}"
    return f"{value:,}" if isinstance(value, int) else column(str(value))


@register.filter
def told(number: int | None) -> str:
    """A number of a figure; None is one that is withheld."""
    return column(WITHHELD) if number is None else f"{number}"


@register.filter
def say(text: str | None) -> str:
    """A sentence of the rules, the cards or the figures in the reader's language."""
    return gettext(text) if text else ""


@register.filter
def gap(name: str, what: str = "says") -> Any:
    """What a gap's card says, in the reader's language."""
    card = GAPS.get(name) or FEED_GAPS[name]
    spanish = getattr(card, f"{what}_es", None) if _language() == "es" else None
    return spanish or getattr(card, what)


@lru_cache(maxsize=8_192)
def _written(value: date, how: str, language: str) -> str:
    """The same few days stand on every page, and Django builds each anew for two dozen steps."""
    del language  # what is written depends on it
    return date_format(value, how)


def _day(value: date | str) -> date:
    return date.fromisoformat(value) if isinstance(value, str) else value


def _language() -> str:
    return "es" if (get_language() or "").startswith("es") else "en"


@register.filter
def refusal(text: str) -> str:
    """A refusal's sentences, each in the reader's language."""
    sentences = [one.rstrip(".") + "." for one in text.split(". ") if one]
    return " ".join(map(gettext, sentences))


@register.filter
def percent(share: float) -> str:
    """A share as a percentage."""
    return f"{share:.2%}"


@register.filter
def bits(value: float) -> str:
    """Bits with their sign, to a tenth."""
    return f"{value:+.1f}".replace("-", "−")


@register.filter
def typed_in(typed: Any, field: str) -> str:
    """What was typed into a field of a form that is shown again."""
    return str(typed.get(field, ""))


@register.filter
def because_of(refused: ChangeRefused | NotRecorded) -> str:
    """Why something was not done to one of several, in the reader's language."""
    if isinstance(refused, NotRecorded):
        return str(NOT_DONE["not-recorded"])
    # How a duty stands is said by the sentence itself, every other reason by its rule.
    return str(NOT_DONE[refused.rule]) if refused.rule in _BY_RULE else gettext(refused.says)


_BY_RULE = NOT_DONE.keys() - {"not-as-it-stands"}


@register.filter
def unlocalize(value: float) -> str:
    """A number for a picture: with a point, whatever the reader's language writes."""
    return str(value)


@register.filter
def add_to(value: float, more: int) -> float:
    """A sum of numbers that are not whole."""
    return value + more
