"""Whatever a DHS role asks, in whatever order, nothing that only HHS told ever comes back."""

import json
import os
import random
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from itertools import product
from pathlib import Path
from typing import Any

import click
import msgspec
import pytest
from django.db import transaction

from amparo.actions import (
    accounting,
    backup,
    compare,
    contesting,
    desk,
    doing,
    doubting,
    duties,
    feed_health,
    figures,
    find,
    hearings,
    homes,
    ledger,
    lists,
    match_asking,
    match_evaluate,
    match_review,
    match_ruling,
    match_run,
    outbox,
    prior,
    replay,
    reviewing,
    service,
    set_aside,
    show,
)
from amparo.actions.asking import LookRefused, NotAccounted, Question
from amparo.actions.changing import ChangeRefused
from amparo.actions.compare_figures import compare_figures
from amparo.actions.home import Home, HomeRefused
from amparo.actions.match_ruling import Acting
from amparo.actions.match_says import Says
from amparo.actions.people import who_asks
from amparo.cli.main import amparo
from amparo.duties import duty_name, finding_name, owners_of
from amparo.duties.act import REASONS, Deed
from amparo.duties.telling import State
from amparo.events import (
    AddressProposed,
    ConcernDisposed,
    ContactAttempted,
    FlagContested,
    NoticeChecked,
    NotToBeIssuedDecided,
    OrderDecided,
    ReportedMissing,
    ToldAtDesk,
)
from amparo.figures import FIGURES
from amparo.gaps import GAPS
from amparo.letters import Outcome, read_notice
from amparo.purposes import ROLES, Action, Nexus, Purpose
from amparo.purposes.asker import MADE_UP_DESKS, Asker
from amparo.purposes.matrix import PURPOSES_OF
from amparo.purposes.roles import DHS, agency
from amparo.purposes.wrong_facts import Answered, Wrong
from amparo.store import children, models, people
from amparo.words.agencies import Role

from .marked import (
    CATEGORY,
    FAMILY,
    PHONE,
    PROGRAM,
    RELATIONSHIP,
    SPONSOR,
    STATE,
    STREET,
    SURNAME,
    TOWN,
    ZIP,
    Marked,
    marked_home,
    opened,
)

OFFICERS = tuple(role for role in Role if ROLES[role].family in DHS)
LONG = bool(os.environ.get("AMPARO_LONG"))
SEQUENCES = 5_000 if LONG else 150
"""Of each role. AMPARO_LONG=1 asks for the long form."""

SEED = int(os.environ.get("AMPARO_SEED", "20261122"))
"""AMPARO_SEED with the number that a failure prints asks exactly the failing questions again."""

CHILDREN = 60
MOST_CALLS = 6
NOW = datetime(2026, 11, 22, 15, tzinfo=UTC)


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> Marked:
    return marked_home(tmp_path_factory.mktemp("marked"), CHILDREN, SEED % 1_000)


@pytest.fixture(scope="module")
def home(marked: Marked) -> Iterator[Home]:
    for there in opened(marked):
        who_asks(there, NOW, None, Role.OPERATOR)
        yield there


# --- what is asked ----------------------------------------------------------------------------


Given = tuple[str, str | None]
"""Work, or what was agreed to, by its word: for one child, or for the whole home."""


class Work(msgspec.Struct, frozen=True):
    """What somebody was given to do, and what was agreed to, and for which purpose."""

    ties: tuple[Given, ...]
    agreed: tuple[tuple[str, Purpose, str | None], ...]


BY_NAME = "by name"

_RIGHT = {
    # A duty is lent child by child.
    Role.ERO_OFFICER: Work(((Nexus.DUTY, BY_NAME),), (("approved", Purpose.NTA_SERVICE, None),)),
    Role.HSI_INVESTIGATOR: Work(
        ((Nexus.ASSIGNED, None),), (("approved", Purpose.TRAFFICKING_RESPONSE, None),)
    ),
    Role.USCIS_OFFICER: Work(((Nexus.OWN_CASE, None),), ()),
}
"""What an officer with an empty desk needs to be shown anything at all."""


def by_record() -> list[str]:
    """Every child, by the agencies' own keys: a child's own number is another in each home."""
    numbers = list(models.Identity.objects.order_by("name").values_list("pk", flat=True))
    child_of = children.memberships(numbers)
    return list(dict.fromkeys(child_of[one] for one in numbers if one in child_of))


def works(role: Role, seed: int) -> list[Work]:
    """The right work, the desk alone, and whatever work might be given by mistake."""
    dice = random.Random(f"{seed} {role}")
    everyone = by_record()
    desk = tuple((str(nexus), None) for nexus in MADE_UP_DESKS[role])
    own = sorted(PURPOSES_OF[role])

    def by_mistake() -> Work:
        ties = [(str(dice.choice(list(Nexus))), dice.choice([None, *everyone])) for _ in range(3)]
        agreed = [
            (kind, dice.choice(own), dice.choice([None, *everyone]))
            for kind in ("approved", "exigent", "two_person")
        ]
        return Work(desk + tuple(ties), tuple(agreed[: dice.randint(1, 3)]))

    right = _RIGHT.get(role, Work((), ()))
    lent = [(nexus, one) for nexus, _ in right.ties for one in dice.sample(everyone, 12)]
    ties = right.ties if (Nexus.DUTY, BY_NAME) not in right.ties else tuple(lent)
    whole = Work(tuple((str(nexus), None) for nexus in Nexus), tuple(_everything_agreed(own)))
    some = [Work(desk, ()), *(by_mistake() for _ in range(40))] if LONG else [by_mistake()]
    return [Work(desk + ties, right.agreed), whole, *some]


def _everything_agreed(own: list[Purpose]) -> Iterator[tuple[str, Purpose, None]]:
    for kind in ("approved", "exigent", "two_person"):
        yield from ((kind, purpose, None) for purpose in own)


class Officer:
    """One person of DHS with work of their own, asking at random."""

    def __init__(
        self, home: Home, marked: Marked, role: Role, work: Work, dice: random.Random
    ) -> None:
        self.home, self.marked, self.role, self.work, self.dice = home, marked, role, work, dice
        self.everyone = by_record()
        self.asker = self._takes_office()

    def _takes_office(self) -> Asker:
        day, until = NOW.date() - timedelta(days=1), NOW.date() + timedelta(days=30)
        slug = f"{self.role}-{self.dice.getrandbits(64):x}"
        with transaction.atomic():
            person = people.add_person(slug, None, None)
            span = {"person": person, "begins": day, "ends": until, "made_by": person}
            people.add(
                "appointment", role=self.role, agency=agency(self.role), office="made-up", **span
            )
            people.add("training", **span)
            for nexus, child in self.work.ties:
                people.add("assignment", nexus=nexus, child=child, budgeted=True, **span)
            for kind, purpose, child in self.work.agreed:
                words = {"authority": "made-up", "purpose": purpose, "child": child}
                people.add("approval", kind=kind, **words, **span)
        return who_asks(self.home, NOW, slug, self.role)

    def child(self) -> str:
        """As often one of those given by name as any other."""
        named = [child for _, child in self.work.ties if child is not None]
        return self.dice.choice(self.dice.choice([named or self.everyone, self.everyone]))

    def purpose(self) -> Purpose | None:
        """Mostly one of the role's own: all others are refused in one and the same way."""
        own = sorted(PURPOSES_OF[self.role])
        others = list(Purpose) if LONG else [Purpose.CARE]
        return self.dice.choice([None, *(own if self.dice.random() < 0.9 else others)])

    def day(self) -> date | None:
        return self.dice.choice([*[None] * 6, date(2024, 5, 1), date(2025, 1, 1)])

    def duty(self) -> str:
        """The name of any duty there is, whoever owes it; or of none."""
        rows = models.Finding.objects.order_by("gap", "anchor").values_list("gap", "anchor")
        if not rows or self.dice.random() < 0.1:
            return "0" * 16
        gap, anchor = rows[self.dice.randrange(len(rows))]
        owner = self.dice.choice(owners_of(gap))
        return duty_name(finding_name(gap, anchor), owner)

    def some(self, of: type[models.Message | models.SealedService]) -> str:
        """The number of any message or service there is, or of none."""
        numbers = list(of.objects.order_by("pk").values_list("pk", flat=True)[:100])
        return str(self.dice.choice([*numbers, "0" * 32]))

    def identities(self) -> list[str]:
        """The agencies' own keys of records, whoever's they are."""
        return list(models.Identity.objects.order_by("pk").values_list("name", flat=True)[:200])

    def words(self) -> str:
        told = [*self.marked.names, *self.marked.numbers]
        hidden = [f"12 {STREET} Lane", TOWN, ZIP, SPONSOR, SURNAME, PHONE, FAMILY, PROGRAM, "%"]
        return self.dice.choice(self.dice.choice([told, told, hidden]))

    def question(self, command: str) -> Question:
        return Question(
            asker=self.asker,
            command=command,
            action=Action.READ,
            purpose=self.purpose(),
            on=self.day(),
            known_at=self.day(),
        )

    def asked(self) -> lists.Asked:
        return lists.Asked(
            asker=self.asker,
            purpose=self.purpose(),
            on=self.day(),
            known_at=self.day(),
            gap=self.dice.choice([None, *sorted(GAPS)]),
            closed=self.dice.random() < 0.2,
        )


def _shows(one: Officer) -> Any:
    return show.show(one.home, one.question("children show"), one.child(), NOW)


def _finds(one: Officer) -> Any:
    return find.find(one.home, one.asker, one.purpose(), one.words(), NOW)


def _reviews(one: Officer) -> Any:
    return reviewing.review(one.home, one.asker, NOW)


def _asks_what_is_wrong(one: Officer) -> Any:
    return doubting.listed(one.home, one.asker, NOW)


def _answers_what_is_wrong(one: Officer) -> Any:
    entries = list(models.Doubt.objects.values_list("entry", flat=True)) or [1]
    says = one.dice.choice(list(Answered))
    return doubting.answer(one.home, one.asker, one.dice.choice(entries), says, NOW)


def _contests(one: Officer) -> Any:
    record = show.show(one.home, one.question("corrections contest"), one.child(), NOW)
    says = contesting.Contests(finding=None, wrong=Wrong.WRONG_VALUE, why=None)
    return contesting.contest(one.home, one.asker, record, says, NOW)


def _asks_of_hearings(one: Officer) -> Any:
    return hearings.hearings(one.home, one.asker, NOW)


def _lists(one: Officer) -> Any:
    return lists.found(one.home, one.asked(), NOW)


def _owes(one: Officer) -> Any:
    return duties.duties(one.home, one.asked(), NOW)


def _shows_a_duty(one: Officer) -> Any:
    return duties.show(one.home, one.asked(), one.duty(), NOW)


def _asks_what_changed(one: Officer) -> Any:
    return duties.changed_since(one.home, one.asked(), one.day() or NOW.date(), NOW)


def _counts_duties(one: Officer) -> Any:
    return duties.workload(one.home, one.asked(), NOW)


def _does(one: Officer) -> Any:
    deed = one.dice.choice(list(Deed))
    asked = doing.Doing(
        deed=deed,
        duty=one.duty(),
        to=one.dice.choice([None, *MADE_UP_DESKS]),
        office=one.dice.choice([None, "made-up office"]),
        reason=one.dice.choice([None, *REASONS.get(deed, ())]),
        until=one.day(),
        seen=one.dice.choice([None, 0, 1]),
    )
    return doing.do(one.home, one.asker, asked, NOW)


def _tells(one: Officer) -> Any:
    """Every kind of fact, of somebody else's duty too; what comes back must tell nothing."""
    kind, says = one.dice.choice(TELLINGS)
    told = desk.Telling(kind=kind, duty=one.duty(), says=dict(says))
    return desk.tell(one.home, one.asker, told, NOW)


def _compares(one: Officer) -> Any:
    return compare.compare(one.home, one.asker, _nothing(one), NOW)


def _compares_figures(one: Officer) -> Any:
    return compare_figures(one.home, one.asker, _nothing(one), NOW)


def _evaluates(one: Officer) -> Any:
    return match_evaluate.evaluate(one.home, one.asker, _nothing(one), NOW)


def _nothing(one: Officer) -> Path:
    """A truth that says nothing: whatever is answered then comes from the home."""
    nothing = one.home.path / "nothing"
    nothing.mkdir(exist_ok=True)
    (nothing / "identities.csv").write_text("agency,key,child,joinable\n")
    (nothing / "findings.csv").write_text("gap,subject,identity,since,until\n")
    (nothing / "feed_findings.csv").write_text("gap,feed,anchor,since,until\n")
    (nothing / "figures_of_children.csv").write_text("figure,unit,value,true_on\n")
    return nothing


def _counts(one: Officer) -> Any:
    name = one.dice.choice(sorted(one_of_ours()))
    if one.dice.random() < 0.5:
        on, known_at = one.day(), one.day()
        return figures.count_with_rows(
            one.home, name, NOW, 50, asker=one.asker, on=on, known_at=known_at
        )
    return figures.count(one.home, name, NOW, one.day(), one.day(), asker=one.asker)


def one_of_ours() -> list[str]:
    """The figures for which the home holds what they count."""
    return [name for name in FIGURES if name != "hhs-stock-against-flow"]


def _proves(one: Officer) -> Any:
    """Of a child: what a public table says anybody may have proved."""
    of_children = models.Membership.objects.values("identity")
    told = models.Event.objects.filter(identity__in=of_children).order_by("id")
    event = told.values_list("id", flat=True)[one.dice.randrange(told.count())]
    return json.loads(ledger.proof(one.home, one.asker, event, NOW))


def _accounts(one: Officer) -> Any:
    return accounting.accounting(one.home, one.question("ledger accounting"), one.child(), NOW)


def _copies(one: Officer) -> Any:
    out = one.home.path / "copy"
    try:
        ledger.export(one.home, one.asker, out, NOW)
        return {path.name: path.read_bytes().decode("latin-1") for path in out.rglob("*.jsonl")}
    finally:
        shutil.rmtree(out, ignore_errors=True)


def _asks_of_feeds(one: Officer) -> Any:
    return feed_health.health(one.asker, NOW)


def _asks_what_is_set_aside(one: Officer) -> Any:
    return set_aside.set_aside(one.asker, most=50)


def _reads_again_what_is_set_aside(one: Officer) -> Any:
    line = set_aside.set_aside(who_asks(one.home, NOW, None, Role.OPERATOR)).lines[0]
    which = one.dice.choice(
        [replay.Which(delivery=line.delivery), replay.Which(reason=line.reason)]
    )
    return replay.replay(one.home, one.asker, which, NOW)


def _asks_of_homes(one: Officer) -> Any:
    return homes.homes(one.home, one.asker, one.child(), NOW, purpose=one.purpose(), on=one.day())


def _asks_what_was_before(one: Officer) -> Any:
    return prior.prior(one.home, one.asker, one.child(), NOW)


def _copies_the_home(one: Officer) -> Any:
    return backup.backup(one.home, one.asker, one.home.path / "copy.tar", None, NOW)


def _asks_of_the_outbox(one: Officer) -> Any:
    return outbox.overview(one.home, one.asker, one.dice.choice(list(State)), NOW)


def _asks_of_a_message(one: Officer) -> Any:
    what = one.dice.choice([outbox.show, outbox.retry])
    return what(one.home, one.asker, one.some(models.Message), NOW)


def _has_a_letter_sent(one: Officer) -> Any:
    notice = read_notice(f"Made-up notice {one.dice.randrange(5)}.".encode())
    return service.ask(one.home, one.asker, one.child(), notice, one.purpose(), NOW)


def _lists_letters(one: Officer) -> Any:
    return [told for _, told in service.every(one.home, one.asker, one.purpose(), NOW)]


def _asks_of_a_letter(one: Officer) -> Any:
    what = one.dice.choice([service.show, service.post, service.open_])
    return what(one.home, one.asker, one.some(models.SealedService), NOW)


def _records_of_a_letter(one: Officer) -> Any:
    number, outcome = one.some(models.SealedService), one.dice.choice(list(Outcome))
    return service.record(one.home, one.asker, number, outcome, NOW.date(), NOW)


def _matches(one: Officer) -> Any:
    """Whatever there is to ask of who is one child."""
    acting = Acting(one.home, one.asker, NOW)
    says, records = one.dice.choice(list(Says)), list(one.dice.sample(one.identities(), 2))
    asked: list[Callable[[], Any]] = [
        lambda: match_run.run(one.home, one.asker, NOW),
        lambda: match_review.listed(acting),
        lambda: match_review.beside(acting, 1),
        lambda: match_ruling.rule(acting, 1, says, "made-up"),
        lambda: match_ruling.unmerge(acting, one.child(), "made-up", records[:1]),
        lambda: match_review.explain(acting, *records),
        lambda: match_asking.propose(acting, one.child(), one.child(), "made-up"),
        lambda: match_asking.move(acting, records[0], one.child(), "made-up"),
    ]
    return one.dice.choice(asked)()


REFUSED = (
    LookRefused,
    NotAccounted,
    HomeRefused,
    ledger.NotThere,
    ChangeRefused,
    desk.FactRefused,
)
"""Every way in which an officer is told no; the words of each must tell nothing either."""

MATCH = ("run", "explain", "unmerge", "propose", "move")
TELL = ("contact", "missing", "address", "notice", "no-notice", "order", "concern", "contested")
TELLINGS: tuple[tuple[type[ToldAtDesk], dict[str, Any]], ...] = (
    (ContactAttempted, {"outcome": "reached"}),
    (ReportedMissing, {"to": "police"}),
    (AddressProposed, {"evidence": "contact", "status": "no unit"}),
    (NoticeChecked, {"time_and_place": "yes", "sent": "no"}),
    (NotToBeIssuedDecided, {}),
    (OrderDecided, {"will_ask": False}),
    (ConcernDisposed, {"outcome": "unfounded", "about": "nta-not-filed"}),
    (FlagContested, {"contested_by": "sponsor"}),
)

CALLS: dict[str, tuple[int, Callable[[Officer], Any]]] = {
    "children show": (10, _shows),
    "children find": (6, _finds),
    "children hearings": (1, _asks_of_hearings),
    "ledger review": (1, _reviews),
    "corrections list": (1, _asks_what_is_wrong),
    "corrections answer": (1, _answers_what_is_wrong),
    "corrections withdraw": (1, _answers_what_is_wrong),
    "corrections contest": (1, _contests),
    "gaps find": (5, _lists),
    "duties list": (5, _owes),
    "duties show": (4, _shows_a_duty),
    "duties since": (1, _asks_what_changed),
    "duties workload": (1, _counts_duties),
    **{f"duties {deed}": (1, _does) for deed in Deed},
    **{f"tell {word}": (1, _tells) for word in TELL},
    "gaps compare": (1, _compares),
    "match evaluate": (1, _evaluates),
    "figures count": (2, _counts),
    "figures compare": (1, _compares_figures),
    "ledger prove": (6, _proves),
    "ledger accounting": (3, _accounts),
    "ledger export": (1, _copies),
    "feeds health": (1, _asks_of_feeds),
    "feeds set-aside": (1, _asks_what_is_set_aside),
    "feeds replay": (1, _reads_again_what_is_set_aside),
    "backup": (1, _copies_the_home),
    "placements addresses": (1, _asks_of_homes),
    "placements prior": (1, _asks_what_was_before),
    "service ask": (3, _has_a_letter_sent),
    "service list": (2, _lists_letters),
    "service record": (1, _records_of_a_letter),
    **{f"service {word}": (1, _asks_of_a_letter) for word in ("show", "post", "open")},
    **{f"outbox {word}": (1, _asks_of_the_outbox) for word in ("list", "dead")},
    **{f"outbox {word}": (1, _asks_of_a_message) for word in ("show", "retry")},
    **{f"match {word}": (1, _matches) for word in MATCH},
    **{f"match review {word}": (1, _matches) for word in ("list", "show", "rule")},
}
"""How to ask by each command that knows who asks, and how often among the others."""


def _commands(group: click.Group, *path: str) -> Iterator[tuple[str, click.Command]]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from _commands(command, *path, name)
        else:
            yield " ".join((*path, name)), command


# Who manages people is shown no child; what the commands print is held by other tests.
NOT_ASKED = "people "


def test_every_command_that_knows_who_asks_is_among_the_calls():
    asking = {
        name
        for name, command in _commands(amparo)
        if any(one.name == "as_" for one in command.params) and not name.startswith(NOT_ASKED)
    }
    assert asking == CALLS.keys() | OPERATORS_ONLY


OPERATORS_ONLY = {"children expunge", "rebuild"}
"""What destroys, or makes a home again: neither shows anything, and both are the operator's."""


# --- and what may never come back -------------------------------------------------------------


def leaks(marked: Marked, answer: Any) -> set[str]:
    """The marks of HHS that stand in an answer."""
    told = msgspec.json.decode(msgspec.json.encode(answer, enc_hook=_in_words))
    text = json.dumps(_without_due_days(told), ensure_ascii=False)
    return set(marked.markers.findall(text)) | _shares(told)


def _in_words(value: Any) -> Any:
    return sorted(map(str, value)) if isinstance(value, set | frozenset) else str(value)


def _without_due_days(told: Any) -> Any:
    """A due day is counted from DHS's own day, so it may fall on any, a day of HHS's too.

    So may the day after it, from which on it is late.
    """
    if isinstance(told, dict):
        counted = {"due"} | ({"since"} if _is_late_since(told) else set())
        return {name: _without_due_days(one) for name, one in told.items() if name not in counted}
    return [_without_due_days(one) for one in told] if isinstance(told, list) else told


def _is_late_since(told: dict[str, Any]) -> bool:
    due, since = told.get("due"), told.get("since")
    if not (isinstance(due, str) and isinstance(since, str)):
        return False
    return date.fromisoformat(since) == date.fromisoformat(due) + timedelta(days=1)


def _shares(told: Any) -> set[str]:
    """Where our children were released to, in the shares of a state's year."""
    if isinstance(told, dict):
        ours = {"share of our releases"} if told.get("our_share") else set()
        return ours.union(*map(_shares, told.values()))
    return set[str]().union(*map(_shares, told)) if isinstance(told, list) else set()


def asked_at_random(home: Home, marked: Marked, role: Role, work: Work, seed: str) -> Counter[str]:
    """One sequence of calls; how each ended. Fails with what was asked and what came back."""
    dice = random.Random(seed)  # a made-up officer's whims
    officer = Officer(home, marked, role, work, dice)
    names = list(CALLS)
    weights = [CALLS[name][0] for name in names]
    ended, asked = Counter[str](), list[str]()
    for name in dice.choices(names, weights, k=dice.randint(1, MOST_CALLS)):
        asked.append(name)
        try:
            answer = CALLS[name][1](officer)
            ended[name] += 1
        except REFUSED as refused:
            answer = str(refused)
            ended["refused"] += 1
        found = leaks(marked, answer)
        if name == "figures count":
            # ORR's public table names every state; that is nobody's address.
            found -= {f'"{STATE}"'}
        assert not found, f"AMPARO_SEED={SEED}, {role}, {seed}: {asked} gave {sorted(found)[:5]}"
    return ended


def asked_for_each(home: Home, marked: Marked, role: Role, work: Work) -> int:
    """How many records an officer with the right work is shown who asks for every child.

    Dice alone may pass by the few children whom a role may be shown at all.
    """
    officer = Officer(home, marked, role, work, random.Random(f"{SEED} {role}"))
    shown = 0
    for child, purpose in product(officer.everyone, sorted(PURPOSES_OF[role])):
        question = Question(
            asker=officer.asker, command="children show", action=Action.READ, purpose=purpose
        )
        with suppress(*REFUSED):
            found = leaks(marked, show.show(home, question, child, NOW))
            assert not found, f"{role} {purpose}: {child} gave {sorted(found)[:5]}"
            shown += 1
    return shown


@pytest.mark.parametrize("role", OFFICERS)
def test_no_sequence_of_questions_brings_dhs_a_value_of_hhs(home: Home, marked: Marked, role: Role):
    ended = Counter[str]()
    given = works(role, SEED)
    shown = asked_for_each(home, marked, role, given[0])
    for number in range(SEQUENCES):
        work = given[number % len(given)]
        ended += asked_at_random(home, marked, role, work, f"{SEED} {role} {number}")
    assert ended["refused"]
    assert shown, "nobody was shown a record, so nothing was tried"


def test_the_marks_are_really_there_for_those_who_may_see_them(home: Home, marked: Marked):
    counsel = who_asks(home, NOW, Role.COUNSEL, Role.COUNSEL)
    found = set[str]()
    for child in children.everyone():
        question = Question(asker=counsel, command="children show", action=Action.READ)
        with_budget = NOW + timedelta(days=children.everyone().index(child) // 50)
        found |= leaks(marked, show.show(home, question, child, with_budget))
    seen = {one.lower() for one in found}
    marks = {STREET, TOWN, SURNAME, PROGRAM, SPONSOR, RELATIONSHIP, CATEGORY, PHONE, ZIP, "ORR:"}
    assert {one.lower() for one in marks} | {f'"{STATE}"'.lower()} <= seen
    assert any(re.fullmatch(r"\d{4}-\d\d-\d\d", one) for one in seen)
