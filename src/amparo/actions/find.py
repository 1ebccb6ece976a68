"""Finds a child by name or number: within one's own work; outside it, at most that one exists."""

import hmac
import re
from collections.abc import Iterator
from datetime import date, datetime

import msgspec

from amparo.actions.asking import Question, accounted, look_at_list, own_children
from amparo.actions.home import Home
from amparo.actions.lists import desk_of, is_named
from amparo.purposes import DHS, ROLES, Action, DataClass, Purpose
from amparo.purposes.asker import Asker
from amparo.purposes.labels import Label, name_label
from amparo.store import children, disclosures, identities, searching
from amparo.words.agencies import Role
from amparo.words.identifiers import a_number
from amparo.words.names import name_tokens, readable

ELSEWHERE = "A record like this exists outside your work. Ask its custodian: ORR's records office."
"""All that is ever said of a child of others, and never to DHS."""


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """A child that was found, with the record keys that the asker may see."""

    child: str
    identities: tuple[str, ...]


class Search(msgspec.Struct, frozen=True, kw_only=True):
    """What a search found. ``elsewhere``: what is said of children of others; None, nothing."""

    purpose: Purpose
    found: list[Hit]
    elsewhere: str | None
    more: bool


def find(home: Home, asker: Asker, purpose: Purpose | None, text: str, clock: datetime) -> Search:
    """Search by name, name and birth date, A-number, ORR number or an agency's key of a record.

    A birth date is written 2010-03-14 or 3/14/2010; alone it finds nobody.

    The words themselves are never kept. Zero hits are accounted for too. Raises as
    ``look_at_list`` does.
    """
    text = readable(text)
    question = Question(
        asker=asker,
        command="children find",
        action=Action.SEARCH,
        purpose=purpose,
        classes=frozenset({DataClass.IDENTITY}),
        asked=_commitment(text, clock),
    )
    matched = _matched(home, text)
    desk = desk_of(asker, clock)
    among = own_children(question, desk, clock)
    own_only = matched if among is None else {one: matched[one] for one in matched if one in among}
    names = identities.names({one for told in own_only.values() for one in told})
    # No more is looked up of one's work than of those found in it.
    desk = desk.about(frozenset(own_only))
    listed = look_at_list(home, question, _rows(own_only, names), clock, desk=desk)
    own = dict.fromkeys(child for child, _ in listed.rows)
    labels = dict(listed.rows)
    return Search(
        purpose=listed.leave.grant.purpose,
        found=[Hit(child=one, identities=_shown(one, labels[one], asker.role)) for one in own],
        elsewhere=_elsewhere(asker, matched.keys() - own.keys()) if not listed.more else None,
        more=listed.more,
    )


def _matched(home: Home, text: str) -> dict[str, set[int]]:
    """By child: the identities whose rows told what is searched for. All of both is looked up."""
    tokens = home.tokens
    by_number = searching.told_with_number([tokens.number(one) for one in _numbers(text)])
    name, born = parted(text)
    words = [tokens.name(one) for one in name_tokens(name)]
    by_name = searching.told_with_names(words, tokens.name(born) if born else None)
    by_key = identities.number_of(text.strip())
    told = searching.heard_only(by_number | by_name)
    return searching.by_child(told | ({by_key} if by_key is not None else set()))


def parted(text: str) -> tuple[str, str | None]:
    """What was typed without its birth date, and that date as rows tell it; None without one.

    Where the two numbers could both be a month, the month comes first, as in the United States.
    """
    for written, parts in ((_ISO, (1, 2, 3)), (_AMERICAN, (3, 1, 2))):
        found = written.search(text)
        if found is not None:
            rest = text[: found.start()] + " " + text[found.end() :]
            try:
                return rest, date(*(int(found[part]) for part in parts)).isoformat()
            except ValueError:  # no day of any month: no row tells it, and nobody is found
                return rest, found[0]
    return text, None


_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b", re.ASCII)
_AMERICAN = re.compile(r"\b(\d{1,2})/(\d{1,2})/(\d{4})\b", re.ASCII)


def _numbers(text: str) -> Iterator[str]:
    """The ways in which what was typed could be a number of a child."""
    yield f"ORR {text.strip()}"
    try:
        yield f"A{a_number(text)}"
    except ValueError:
        return


def _rows(matched: dict[str, set[int]], names: dict[int, str]) -> Iterator[tuple[str, Label, str]]:
    """A child counts as found by what one agency told: with that agency's label, and no other."""
    for child in sorted(matched):
        labels = {name_label(names[one]) for one in matched[child]}
        yield from ((child, label, child) for label in sorted(labels, key=_origin))


def _origin(label: Label) -> str:
    return label.origin


def _shown(child: str, labels: frozenset[Label], role: Role) -> tuple[str, ...]:
    members = children.members([child]).get(child, [])
    return tuple(
        sorted(one for one in identities.names(members).values() if is_named(one, labels, role))
    )


def _elsewhere(asker: Asker, others: set[str]) -> str | None:
    return ELSEWHERE if others and ROLES[asker.role].family not in DHS else None


def _commitment(text: str, clock: datetime) -> str:
    """What is kept of the words: a keyed hash, under a key that is changed every month."""
    with accounted():
        secret = disclosures.search_secret(clock.strftime("%Y-%m"))
    return hmac.digest(secret, " ".join(text.upper().split()).encode(), "sha256").hex()
