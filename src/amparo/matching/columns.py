"""Rows as columns of numbers: each different name, date and number has one, given out once."""

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from amparo.matching.coded import Codes, Column, Different, Listed, Mask, Places
from amparo.matching.prepared import born_as_known, given_prepared, surnames_prepared
from amparo.matching.ways import Ways

WIDE = 8
"""Words that a set is compared by as a column. A row with more in any is weighed by itself."""

_BITS = np.uint64(0x9E3779B97F4A7C15)
"""Spreads codes over the 64 bits of a mark (the golden ratio's, as is the custom)."""


class Sets(msgspec.Struct, frozen=True):
    """A set of codes for every row: a table with a column for each, and -1 where there is no more.

    Of each, ``marks`` has a bit for every code in it: two sets without a bit in common share
    nothing, which is quick to see.
    """

    codes: NDArray[np.int32]
    sizes: Places
    marks: NDArray[np.uint64]

    @property
    def wide(self) -> Mask:
        """The rows whose set is larger than the table shows."""
        return self.sizes > len(self.codes)


class Texts(msgspec.Struct, frozen=True):
    """Texts by their codes, with what tells quickly that two are unlike."""

    written: list[str]
    lengths: NDArray[np.int32]
    letters: NDArray[np.uint64]
    initials: NDArray[np.uint32]


class Spelt(msgspec.Struct, frozen=True):
    """A text of every row, sign by sign: a table with a column for each place in the text."""

    signs: NDArray[np.uint8]
    lengths: NDArray[np.int32]


class Names(msgspec.Struct, frozen=True):
    """Of every row the place of its name among the different ones, and the sounds of each name."""

    of_row: Places
    sounds: Listed
    called: Listed


class Columns(msgspec.Struct, frozen=True, kw_only=True):
    """What ``Prepared`` says of a row, of all rows: the same fields, as codes in place of texts.

    Equal codes of one column are equal texts; -1 is a text not told. ``words`` are the texts of
    the names' codes. ``year``, ``month`` (2012-05 as 201205), ``day`` and ``turned`` (as 20120507)
    are 0 as far as they are not known. ``wide`` are rows that must be weighed by themselves.
    """

    words: Texts
    given_names: Names
    surname_names: Names
    given: Column
    first: Column
    last: Column
    given_set: Sets
    given_sounds: Sets
    called: Sets
    surnames: Column
    surname_first: Column
    surname_last: Column
    surname_set: Sets
    surname_sounds: Sets
    born: Spelt
    year: Column
    month: Column
    day: Column
    turned: Column
    a_number: Column
    a_number_spelt: Spelt
    numbers: Sets
    sex: Column
    country: Column
    family: Sets
    generic: Mask
    wide: Mask


def columns_of(ways: Ways) -> Columns:
    """The columns of rows, in their order."""
    words = Codes()
    said = ways.said
    every = np.arange(len(ways))
    numbers = Codes().listed([one.numbers for one in ways.shown])
    sets = {"numbers": _sets(numbers, every), "family": _sets(ways.family, every)}
    names = _given(said.given, words) | _surnames(said.surnames, words)
    told = names | sets | _born(said.born) | _numbered(ways.a_numbers)
    wide = np.zeros(len(ways), np.bool_)
    for one in told.values():
        if isinstance(one, Sets):
            wide |= one.wide
    return Columns(
        words=_texts(list(words)),
        sex=said.sex,
        country=said.country,
        generic=ways.generic,
        wide=wide,
        **told,
    )


def _given(names: Different, words: Codes) -> dict[str, Any]:
    """The columns from ``given`` to ``called``: what is compared of each different name, once."""
    texts, firsts, lasts, sets, sounds, called = _across(map(given_prepared, names.values), 6)
    of_row = names.of_row
    sounding = Names(of_row, words.listed(sounds), words.listed(called))
    return {
        "given_names": sounding,
        "given": words.of(texts)[of_row],
        "first": words.of(firsts)[of_row],
        "last": words.of(lasts)[of_row],
        "given_set": _sets(words.listed(sets), of_row),
        "given_sounds": _sets(sounding.sounds, of_row),
        "called": _sets(sounding.called, of_row),
    }


def _surnames(names: Different, words: Codes) -> dict[str, Any]:
    """The columns from ``surnames`` to ``surname_sounds``."""
    texts, firsts, lasts, sets, sounds = _across(map(surnames_prepared, names.values), 5)
    of_row = names.of_row
    sounding = Names(of_row, words.listed(sounds), words.listed([() for _ in names.values]))
    return {
        "surname_names": sounding,
        "surnames": words.of(texts)[of_row],
        "surname_first": words.of(firsts)[of_row],
        "surname_last": words.of(lasts)[of_row],
        "surname_set": _sets(words.listed(sets), of_row),
        "surname_sounds": _sets(sounding.sounds, of_row),
    }


def _born(dates: Different) -> dict[str, Any]:
    known, turned = _across(map(born_as_known, dates.values), 2)
    of_row, spelt = dates.of_row, _spelt(known)
    return {
        "born": Spelt(spelt.signs[:, of_row], spelt.lengths[of_row]),
        "year": _digits(known, 4)[of_row],
        "month": _digits(known, 7)[of_row],
        "day": _digits(known, 10)[of_row],
        "turned": _digits(turned, 10)[of_row],
    }


def _numbered(numbers: Sequence[str | None]) -> dict[str, Any]:
    value = np.fromiter((int(one) if one else -1 for one in numbers), np.int64, len(numbers))
    return {"a_number": value, "a_number_spelt": _spelt([one or "" for one in numbers])}


def _sets(listed: Listed, of_row: Places) -> Sets:
    """The set of every row, given the place of its value."""
    width = min(int(listed.sizes.max(initial=0)), WIDE)
    place = np.arange(len(listed.codes)) - np.repeat(listed.starts, listed.sizes)
    codes = np.full((width, len(listed.sizes)), -1, np.int32)
    shown = place < width
    codes[place[shown], listed.of[shown]] = listed.codes[shown]
    return Sets(codes[:, of_row], listed.sizes[of_row], _marks(codes)[of_row])


def _across(rows: Iterable[Sequence[Any]], wide: int) -> list[list[Any]]:
    """Rows of so many values, as lists of the first of each, of the second, and so on."""
    return [list(column) for column in zip(*rows, strict=True)] or [[] for _ in range(wide)]


def _digits(dates: Iterable[str], known: int) -> NDArray[np.int32]:
    """The first signs of dates as a number, 0 where so many are not known."""
    told = (int(one[:known].replace("-", "")) if len(one) >= known else 0 for one in dates)
    return np.fromiter(told, np.int32)


def _marks(codes: NDArray[np.int32]) -> NDArray[np.uint64]:
    marks = np.zeros(codes.shape[1], np.uint64)
    for column in codes:
        bit = (column.astype(np.uint64) * _BITS) >> np.uint64(58)
        marks |= np.where(column >= 0, np.uint64(1) << bit, np.uint64(0))
    return marks


def _texts(written: list[str]) -> Texts:
    return Texts(
        written=written,
        lengths=np.fromiter(map(len, written), np.int32, len(written)),
        letters=np.fromiter(map(_letters, written), np.uint64, len(written)),
        initials=np.fromiter((ord(one[:1] or " ") for one in written), np.uint32, len(written)),
    )


def _letters(text: str) -> int:
    """A bit for every letter in a text; few letters fall on one bit."""
    found = 0
    for letter in set(text):
        found |= 1 << (ord(letter) % 64)
    return found


def _spelt(texts: Sequence[str]) -> Spelt:
    """Texts of digits and dashes, sign by sign."""
    lengths = np.fromiter(map(len, texts), np.int32, len(texts))
    width = int(lengths.max(initial=0))
    joined = "".join(text.ljust(width) for text in texts).encode("ascii", "replace")
    signs = np.frombuffer(joined, np.uint8).reshape(len(texts), width)
    return Spelt(np.ascontiguousarray(signs.T), lengths)
