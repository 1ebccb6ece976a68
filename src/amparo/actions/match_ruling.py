"""A person rules who is one child: one entry each, two people where somebody was told already."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime

import msgspec

from amparo.actions.asking import Question, look
from amparo.actions.changing import (
    ChangeRefused,
    allow,
    as_they_stand,
    refuse_unless_text,
    written_down,
)
from amparo.actions.derive import look_at_ruled
from amparo.actions.home import Home, latest_news
from amparo.actions.joining import Decision
from amparo.actions.match_pairs import children_of, ruled_of
from amparo.actions.match_says import ASKED_TO_MOVE, PARTED, Says, may_say
from amparo.actions.own_work import NOBODY
from amparo.actions.recalling import ToTell, tell_desks, whom_to_tell
from amparo.clocks.washington import washington_day
from amparo.identity import By, Ruling
from amparo.purposes import Action, DataClass, Purpose
from amparo.purposes.asker import Asker
from amparo.store import children, disclosures, identities, reviews, rulings
from amparo.store.live_grants import LiveGrant, spend
from amparo.store.one_at_a_time import one_looker
from amparo.store.reviews import Parts, Waiting
from amparo.words.agencies import Role

MAY_RULE = frozenset({Role.FIELD_SPECIALIST, Role.CASE_MANAGER})
"""Who rules on identity: ORR's own, for it is ORR's record. Never a role of DHS. Product choice."""

MOST_WORDS = 200
"""Characters of a reason."""


class Ruled(msgspec.Struct, frozen=True, kw_only=True):
    """What came of it. ``waits_for`` says what is still to come where nothing was ruled yet.

    ``children`` are the numbers now; ``to_tell`` whom a parting puts right.
    """

    review: int
    says: Says
    children: tuple[str, ...]
    waits_for: str | None = None
    to_tell: tuple[ToTell, ...] = ()


class Acting(msgspec.Struct, frozen=True):
    """Who rules, in which home, and when."""

    home: Home
    asker: Asker
    clock: datetime

    @property
    def day(self) -> date:
        """The day of knowledge from which what is ruled now counts."""
        return washington_day(latest_news(self.clock))


def rule(acting: Acting, number: int, says: Says, because: str) -> Ruled:
    """Say of a review's children whether they are one.

    Of records that were shown to somebody a first person proposes and a second one confirms; a
    ``need-document`` keeps the review open. Raises LookRefused, ChangeRefused or NotRecorded, each
    of them entered before.
    """
    asked = reviews.review(number)
    of = children_of(asked) if asked is not None else []
    look_at_all_of(acting, of, "match review rule", Action.WRITE)
    with change(acting, "match review rule", because):
        item = _still_open(number, of, acting.asker)
        _refuse_unless_it_fits(item, says)
        return _said(acting, item, says, because)


def unmerge(acting: Acting, child: str, because: str, records: Iterable[str] = ()) -> Ruled:
    """Part a child as before its last merge, or take some of its records out.

    Raises as ``rule`` does.
    """
    known = children.now(child.strip().lower())
    look_at_all_of(acting, [known or child], "match unmerge", Action.WRITE)
    with change(acting, "match unmerge", because):
        parts = parted(known or "", list(records))
        number = same_review(parts) or reviews.open_review(
            parts, PARTED, acting.day, by=acting.asker.person
        )
        item = reviews.review(number)
        assert item is not None  # noqa: S101  # just opened, or found
        return _said(acting, item, Says.NOT_SAME, because)


def refuse_who_may_not_rule(acting: Acting) -> None:
    """Raises ChangeRefused."""
    allow(as_they_stand(acting.asker, acting.clock), MAY_RULE, "rules who is one child")


@contextmanager
def change(acting: Acting, command: str, because: str) -> Iterator[None]:
    """The one transaction of a ruling, by somebody who may rule, with a reason."""
    asker = acting.asker
    with one_looker(), written_down(acting.home, acting.clock, command, asker.person):
        refuse_who_may_not_rule(acting)
        refuse_unless_text("reason", because, MOST_WORDS)
        # Who was shown them is asked next: whether one person may rule follows from it.
        disclosures.keep_looks_out()
        yield


def _said(acting: Acting, item: Waiting, says: Says, because: str) -> Ruled:
    asker = acting.asker
    of = tuple(children_of(item))
    if says is Says.NEED_DOCUMENT:
        reviews.say(item.number, asker.person, says, because)
        return Ruled(review=item.number, says=says, children=of, waits_for="a document")
    first = _proposed(item, says, asker, of)
    if first is None and _was_told(of):
        reviews.say(item.number, asker.person, says, because)
        waits = "a second person: somebody was shown these records already"
        return Ruled(review=item.number, says=says, children=of, waits_for=waits)
    persons = [*([first] if first else []), asker.person]
    decision = _decision(item, says, persons, because, acting.day)
    to_tell = whom_to_tell(_put_right(item, says, of), item.parts)
    entry = look_at_ruled(decision)
    reviews.answer([item.number], entry)
    tell_desks(to_tell, item.parts[0][0], acting.day)
    return Ruled(
        review=item.number,
        says=says,
        children=tuple(children_of(item)),
        to_tell=to_tell,
    )


# --- what is refused ---------------------------------------------------------------------------


def _still_open(number: int, of: list[str], asker: Asker) -> Waiting:
    item = reviews.review(number)
    if item is None:
        raise ChangeRefused("no-such-review", f"There is no review {number}.")
    if item.answered is not None:
        says = f"Review {number} was answered meanwhile, by entry {item.answered}: look again."
        raise ChangeRefused("answered-meanwhile", says)
    looked = disclosures.last_look(asker.person, of, "match review show")
    if looked is None:
        says = f"Look at it first: amparo match review show {number}."
        raise ChangeRefused("not-looked-at", says)
    if changed := children.changed_since(of, looked):
        says = f"Its records changed meanwhile (entry {changed}): look at review {number} again."
        raise ChangeRefused("changed-meanwhile", says)
    return item


def _refuse_unless_it_fits(item: Waiting, says: Says) -> None:
    if says not in (fits := may_say(item.why)):
        said = f"Of review {item.number} one says {', '.join(fits)}."
        raise ChangeRefused("does-not-fit", said)


def _proposed(item: Waiting, says: Says, asker: Asker, of: Iterable[str]) -> str | None:
    """Who proposed the same of the same records, and is somebody else; refuses oneself."""
    for opinion in reviews.said(item.number):
        # Two people vouch for what both have seen: what came since, the first one has not.
        if opinion.says != says or children.changed_since(of, opinion.entry):
            continue
        if opinion.person != asker.person:
            return str(opinion.person)
        says_so = f"You proposed this (entry {opinion.entry}); a second person confirms it."
        raise ChangeRefused("own-proposal", says_so)
    return None


# --- what is ruled -----------------------------------------------------------------------------


def _decision(item: Waiting, says: Says, persons: list[str], because: str, day: date) -> Decision:
    return Decision(
        rulings=tuple(
            Ruling(
                number=2**62 + place,
                kind=kind,
                by=By.PERSON,
                one=min(one, other),
                other=max(one, other),
                learned_on=day,
            )
            for place, (kind, one, other) in enumerate(ruled_of(item, says))
        ),
        told={"persons": persons, "because": because},
        says={"decision": says, "review": item.number, "persons": persons, "because": because},
        by=By.PERSON,
    )


def parted(child: str, records: list[str]) -> Parts:
    """The records that stay, and those that go; refuses where nothing would."""
    members = sorted(children.members([child]).get(child, []))
    if records:
        own = {name: number for number, name in identities.names(members).items()}
        if unknown := [one for one in records if one not in own]:
            says = f"{unknown[0]} is no record of this child."
            raise ChangeRefused("no-such-record", says)
        out = sorted({own[one] for one in records})
    else:
        out = children.came_last(child)
    rest = [one for one in members if one not in set(out)]
    if not out or not rest:
        says = (
            "This child was not merged, or all its records would go: name records to take out,"
            " or move back (amparo match move) what was moved."
        )
        raise ChangeRefused("nothing-to-part", says)
    return tuple(rest), tuple(out)


def same_review(parts: Parts) -> int | None:
    """The review of just these records that waits already, if there is one."""
    waiting = (one for one in reviews.waiting() if one.parts == parts)
    return next((one.number for one in waiting), None)


# --- whom it is about --------------------------------------------------------------------------


def look_at_all_of(
    acting: Acting, of: Iterable[str], command: str, action: Action
) -> list[LiveGrant]:
    """Leave to see or change who each of some children is; of nobody it is refused like of others.

    Raises as ``asking.look`` does.
    """
    question = Question(
        asker=acting.asker,
        command=command,
        action=action,
        purpose=Purpose.CORRECTION,
        classes=frozenset({DataClass.IDENTITY}),
    )
    grants = [
        look(acting.home, question, child, acting.clock).grant for child in list(of) or [NOBODY]
    ]
    if action is Action.WRITE:
        for grant in grants:
            spend(grant, acting.clock)
    return grants


def _was_told(of: Iterable[str]) -> bool:
    """Whether somebody was shown any of the children, or a person ruled on them."""
    numbers = {number for child in of for number in children.numbers(child)}
    members = [one for group in children.members(of).values() for one in group]
    by_person = any(one.by is By.PERSON for one in rulings.about(members))
    return by_person or bool(disclosures.shown_to_somebody(numbers))


def _put_right(item: Waiting, says: Says, of: tuple[str, ...]) -> dict[str, int]:
    """The child that was shown with what is not its own, and since which entry."""
    if item.why == ASKED_TO_MOVE:
        record = item.parts[1][0]
        now = children.memberships([record])
        came = children.came_at(record)
        return {now[record]: came} if says is not Says.STAY and record in now else {}
    parts = len(of) == 1 and says is not Says.SAME
    return {of[0]: children.merged_at(of[0])} if parts else {}
