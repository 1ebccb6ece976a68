"""Shows a person two or three children side by side: what agrees, what a mistake would harm."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations, product
from typing import Any

import msgspec

from amparo.actions.asking import Question, look_at_list
from amparo.actions.match_model import model_here
from amparo.actions.match_ruling import Acting, look_at_all_of
from amparo.actions.match_says import Says, may_say
from amparo.actions.match_shown import shown
from amparo.identity import By, standing
from amparo.identity.clustering import HARM, Reason
from amparo.identity.shown import Shown
from amparo.identity.weighed import Compared, Weighed
from amparo.matching import heaviest, score
from amparo.purposes import Action, DataClass, Purpose
from amparo.purposes.labels import Label, name_label
from amparo.purposes.view import Line
from amparo.store import children, identities, people, records, reviews, rulings
from amparo.store.reviews import Waiting

HARM_IF_MERGED = (
    "two children in one file: one's hearing, address or harm is acted on for the other, and what"
    " was shown of both cannot be unseen."
)
HARM_IF_PARTED = "one child over two files: a missed hearing, call or notice goes unnoticed."
"""What each mistake does, said every time: neither is the safe side."""

SIBLINGS = (
    "surnames, a home or a date of birth that brothers, sisters and twins share are no sign of one"
    " child; the given name and the numbers are."
)
TWINS = "the date of birth is the same and the given names are not: they may be twins."


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """A review that waits, as a list shows it."""

    review: int
    since: date
    why: str
    children: tuple[str, ...]


class Items(msgspec.Struct, frozen=True, kw_only=True):
    """The reviews the asker's work opens. ``more``: the day's budget cut them."""

    items: list[Item]
    more: bool


class Pair(msgspec.Struct, frozen=True, kw_only=True):
    """Two records, how each field agrees, in words and bits, and what stands of them now.

    ``bits`` are those of the fields and of the ``prior``, with which any two records begin.
    """

    one: str
    other: str
    bits: float
    prior: float
    siblings: bool
    compared: tuple[Compared, ...]
    stands: str


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """What one record tells of who a child is."""

    told_by: str
    says: str
    fields: dict[str, str]


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """One of the children side by side, and the names of its source records."""

    child: str
    records: tuple[str, ...]
    lines: tuple[Told, ...]


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody held of it before."""

    who: str
    says: str
    because: str
    entry: int


class Beside(msgspec.Struct, frozen=True, kw_only=True):
    """A review as a person sees it. ``answered`` is the entry that answered it."""

    review: int
    since: date
    why: str
    candidates: tuple[Candidate, ...]
    compared: tuple[Pair, ...]
    warnings: tuple[str, ...]
    said: tuple[Said, ...]
    may_say: tuple[Says, ...]
    harm_if_merged: str
    harm_if_parted: str
    answered: int | None


def listed(acting: Acting) -> Items:
    """The reviews that wait, the most harmful first; those all of whose children may be listed.

    Raises as ``asking.look_at_list`` does.
    """
    waiting = sorted(reviews.waiting(), key=lambda one: (_harm(one.why), one.number))
    question = Question(
        asker=acting.asker,
        command="match review list",
        action=Action.LIST,
        purpose=Purpose.CORRECTION,
        classes=frozenset({DataClass.IDENTITY}),
    )
    found = look_at_list(acting.home, question, _rows(waiting), acting.clock)
    shown_of: dict[int, set[str]] = {}
    for (number, child), _ in found.rows:
        shown_of.setdefault(number, set()).add(child)
    now = children.memberships(one for item in waiting for one in item.identities)
    items = []
    for item in waiting:
        of = dict.fromkeys(now[one] for one in item.identities if one in now)
        if of and of.keys() <= shown_of.get(item.number, set()):
            items.append(
                Item(review=item.number, since=item.opened_on, why=item.why, children=tuple(of))
            )
    return Items(items=items, more=found.more)


def beside(acting: Acting, number: int) -> Beside:
    """The children of one review side by side, once the looks at them are accounted for.

    Raises as ``asking.look`` does; for a number that is no review's like for a child of others.
    """
    item = reviews.review(number)
    now = children.memberships(item.identities) if item is not None else {}
    of = list(dict.fromkeys(now.values()))
    grants = look_at_all_of(acting, of, "match review show", Action.READ)
    assert item is not None  # noqa: S101  # of nobody it was refused
    lines = {
        child: records.read(grant, acting.clock, acting.home.identity_key).lines
        for child, grant in zip(of, grants, strict=True)
    }
    pairs = tuple(_compared(acting, item))
    return Beside(
        review=item.number,
        since=item.opened_on,
        why=item.why,
        candidates=tuple(_candidates(item, now, lines)),
        compared=pairs,
        warnings=tuple(_warnings(item, pairs)),
        said=tuple(_said(item)),
        may_say=may_say(item.why),
        harm_if_merged=HARM_IF_MERGED,
        harm_if_parted=HARM_IF_PARTED,
        answered=item.answered,
    )


def explain(acting: Acting, one: str, other: str) -> Pair:
    """How two records compare, by the model in force. Raises as ``asking.look`` does."""
    numbers = [identities.number_of(one.strip()), identities.number_of(other.strip())]
    known = [number for number in numbers if number is not None]
    now = children.memberships(known)
    # Of a record never told of as much is asked as of one of others; of one child once.
    of = dict.fromkeys(now.get(number or 0, "") for number in numbers)
    look_at_all_of(acting, list(of), _EXPLAIN, Action.READ)
    told = list(shown(acting.home, known))
    first, second = known
    return _pair(first, second, told, identities.names(known))


_EXPLAIN = "match explain"


def _harm(why: str) -> int:
    known = {str(reason): place for reason, place in HARM.items()}
    return known.get(why, 0)


def _rows(waiting: list[Waiting]) -> Iterator[tuple[str, Label, tuple[int, str]]]:
    """Each child of each review, by the label of what one record of it tells."""
    every = [one for item in waiting for one in item.identities]
    names, now = identities.names(every), children.memberships(every)
    for item in waiting:
        for one in item.identities:
            if one in now:
                yield now[one], name_label(names[one]), (item.number, now[one])


def _candidates(
    item: Waiting, now: dict[int, str], lines: dict[str, list[Line]]
) -> Iterator[Candidate]:
    for part in item.parts:
        child = now.get(part[0], "")
        whole = sum(1 for other in item.parts if now.get(other[0]) == child) == 1
        names = tuple(identities.names(part).values())
        named = None if whole else set(names)
        told = {
            (line.told_by, in_words(line.says)): line.says
            for line in lines.get(child, [])
            if named is None or line.told_by in named
        }
        yield Candidate(
            child=child,
            records=names,
            lines=tuple(
                Told(told_by=who, says=says, fields=as_text(fields))
                for (who, says), fields in told.items()
                if says
            ),
        )


def in_words(says: Mapping[str, Any]) -> str:
    """What a line says, as one text."""
    return ", ".join(f"{name.replace('_', ' ')} {one}" for name, one in as_text(says).items())


def as_text(says: Mapping[str, Any]) -> dict[str, str]:
    """What a line says, each field as text: who it is first, as one reads it."""
    ordered = sorted(says, key=lambda name: _FIRST.index(name) if name in _FIRST else len(_FIRST))
    return {name: _YES_NO.get(str(says[name]), str(says[name])) for name in ordered}


_FIRST = ("given_names", "surnames", "birth_date", "a_number")
_YES_NO = {"True": "yes", "False": "no"}


def _compared(acting: Acting, item: Waiting) -> Iterator[Pair]:
    """For every two parts: the two records of theirs that weigh most."""
    told = list(shown(acting.home, item.identities))
    names = identities.names(item.identities)
    model = model_here()
    for first, second in combinations(item.parts, 2):
        ways = product(_of(told, first), _of(told, second))
        if weighed := [score(model, one, other) for one, other in ways]:
            # Also of two who look like brothers: how they look alike is what is asked about.
            yield _told(max(weighed, key=_bits), names)


def _bits(weighed: Weighed) -> float:
    return weighed.bits


def _of(told: list[Shown], part: tuple[int, ...]) -> list[Shown]:
    return [one for one in told if one.identity in part]


def _pair(one: int, other: int, told: list[Shown], names: dict[int, str]) -> Pair:
    model = model_here()
    weighed = [score(model, a, b) for a, b in product(_of(told, (one,)), _of(told, (other,)))]
    # An expunged record shows nothing: nothing speaks for anything.
    return _told(heaviest(weighed) if weighed else Weighed(one, other, 0.0), names)


def _told(weighed: Weighed, names: dict[int, str]) -> Pair:
    return Pair(
        one=names[weighed.one],
        other=names[weighed.other],
        bits=round(weighed.bits, 2),
        prior=round(model_here().prior, 2),
        siblings=weighed.siblings,
        compared=weighed.compared,
        stands=_stands(weighed.one, weighed.other),
    )


def _stands(one: int, other: int) -> str:
    """What is recorded of two identities now."""
    now = children.memberships([one, other])
    together = now.get(one) is not None and now.get(one) == now.get(other)
    ruled = standing(rulings.about([one])).get(frozenset((one, other)))
    by = f", ruled {ruled.kind} by a {ruled.by}" if ruled and ruled.by is not By.WAITING else ""
    waits = ", and waits for a person" if ruled and ruled.by is By.WAITING else ""
    return f"They are {'one child' if together else 'two children'} now{by}{waits}."


def _warnings(item: Waiting, pairs: Sequence[Pair]) -> Iterator[str]:
    agreed = [{one.field: one.bits for one in pair.compared} for pair in pairs]
    if item.why == Reason.SIBLING or any(pair.siblings for pair in pairs):
        yield SIBLINGS
    if any(one.get("born", 0) > 0 > one.get("given", 0) for one in agreed):
        yield TWINS


def _said(item: Waiting) -> Iterator[Said]:
    said = reviews.said(item.number)
    slugs = people.slugs(one.person for one in said)
    for one in said:
        yield Said(who=slugs[one.person], says=one.says, because=one.because, entry=one.entry)
