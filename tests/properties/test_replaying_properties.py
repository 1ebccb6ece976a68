"""Who is one child follows from rows and rulings alone, whatever was done in between."""

import random
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from amparo.actions import match_review, match_run
from amparo.actions.asking import LookRefused, Question
from amparo.actions.changing import ChangeRefused
from amparo.actions.home import close_home, open_home
from amparo.actions.ingest import ingest, settle
from amparo.actions.match_asking import move, propose
from amparo.actions.match_ruling import Acting, Ruled, rule, unmerge
from amparo.actions.match_says import Says, may_say
from amparo.actions.people import who_asks
from amparo.actions.rebuild import rebuild
from amparo.actions.show import show
from amparo.feeds.contract import Mode
from amparo.identity import By, Kind, first_days, joined, links, standing
from amparo.purposes import Action
from amparo.settings import read_settings
from amparo.store import children, deliveries, evidence, identities, models, reviews, rulings
from amparo.words.agencies import Role
from tests.journeys.handmade import court_case, delivery, referral
from tests.rooms.feeds.deliveries import ana

CLOCK = datetime(2026, 11, 20, 15, tzinfo=UTC)
WHY = "Two birth certificates"
STEPS = 14

A_NUMBERS = ("990000777", "990000778", "990000779", "")
GIVEN = ("Ana Lucía", "María Elena", "María José", "Ana", "Rosa", "Ana Rosa")
SURNAMES = ("Choc Caal", "Choc", "Caal", "Pérez")
BORN = ("2009-03-07", "2009-03-08", "2010-07-03", "2009-01-01")
MONTHS = ("3/2009", "7/2010", "")
"""Few of each: brothers, sisters and namesakes with one another's numbers on their papers."""

Groups = set[frozenset[str]]


class Story:
    """A home, and what agencies, machines and persons do in it, drawn by a seed."""

    def __init__(self, seed: int, folder: Path) -> None:
        self.draw = random.Random(seed)
        self.folder, self.day = folder, date(2022, 5, 5)
        self.home = open_home(read_settings({"AMPARO_HOME": str(folder / "home")}))
        self.tell()

    def happens(self) -> None:
        """One thing more; what is refused happens too."""
        steps: dict[Callable[[], object], float] = {
            self.tell: 6,
            self.look: 2,
            self.weigh: 2,
            self.review: 4,
            self.propose: 1,
            self.unmerge: 2,
            self.move: 1,
        }
        (step,) = self.draw.choices(list(steps), list(steps.values()))
        try:
            step()
        except (ChangeRefused, LookRefused):
            return

    def tell(self) -> None:
        """An agency sends some rows."""
        feeds = ("referrals", "placements", "notices", "court")
        feed = self.draw.choice(feeds)
        self.day += timedelta(days=self.draw.choice((1, 30)))
        rows = [self._row(feed) for _ in range(self.draw.randint(1, 3))]
        file = "A_TblCase.csv" if feed == "court" else f"{feed}.csv"
        mode = Mode.SNAPSHOT if feed == "court" else Mode.DELTA
        out, on = self.folder / "out", self.day.isoformat()
        ingest(self.home, delivery(out, feed, on, {file: rows}, mode=mode), CLOCK)
        settle(self.home, CLOCK)

    def _row(self, feed: str) -> dict[str, str]:
        key, number = self.draw.randint(1, 4), self.draw.choice(A_NUMBERS)
        if feed == "court":
            month = self.draw.choice(MONTHS)
            return court_case(IDNCASE=f"99000000{key}", A_NUMBER=number, C_BIRTHDATE=month)
        person = {
            "a_number": number,
            "given_names": self.draw.choice(GIVEN),
            "surnames": self.draw.choice(SURNAMES),
            "birth_date": self.draw.choice(BORN),
        }
        if feed == "referrals":
            return referral(event_number=f"MU{key}", subject_key=f"MU{key}", **person)
        own = {"placements": "uc_path_id", "notices": "charging_document_id"}[feed]
        return ana(feed, **{own: f"MU{key}"}, **person)

    def look(self) -> None:
        """Somebody is shown a child."""
        asker = self._as(self.draw.choice((Role.COUNSEL, Role.CHILD_ADVOCATE))).asker
        question = Question(asker=asker, command="children show", action=Action.READ)
        show(self.home, question, self._child(), CLOCK)

    def weigh(self) -> None:
        """The model is run; a second run has nothing to add."""
        operator = self._as(Role.OPERATOR).asker
        match_run.run(self.home, operator, CLOCK)
        again = match_run.run(self.home, operator, CLOCK)
        assert (again.joined, again.parted, again.siblings, again.reviews_opened) == (0, 0, 0, 0)

    def review(self) -> None:
        """A review that waits is ruled."""
        if not (waiting := reviews.waiting()):
            return
        item = self.draw.choice(waiting)
        says = self.draw.choice([one for one in may_say(item.why) if one != Says.NEED_DOCUMENT])

        def ruled(acting: Acting) -> Ruled:
            match_review.beside(acting, item.number)
            return rule(acting, item.number, says, WHY)

        self._by_two(ruled)

    def propose(self) -> None:
        propose(self._as(), self._child(), self._child(), WHY)

    def unmerge(self) -> None:
        child = self._child()
        own = sorted(identities.names(children.members([child]).get(child, [])).values())
        out = self.draw.sample(own, 1) if len(own) > 1 and self.draw.random() < 0.5 else []
        self._by_two(lambda acting: unmerge(acting, child, WHY, out))

    def move(self) -> None:
        every = sorted(one for group in self.groups() for one in group)
        record = self.draw.choice(every or ["CBP:MU1/MU1"])
        move(self._as(), record, self._child(), WHY)

    def _as(self, role: Role = Role.FIELD_SPECIALIST) -> Acting:
        return Acting(self.home, who_asks(self.home, CLOCK, None, role), CLOCK)

    def _by_two(self, ruled: Callable[[Acting], Ruled]) -> None:
        for role in (Role.FIELD_SPECIALIST, Role.CASE_MANAGER):
            if ruled(self._as(role)).waits_for is None:
                return

    def _child(self) -> str:
        """One child, drawn by its records: its number is another one every time."""
        members = children.members(children.everyone())
        names = identities.names(one for group in members.values() for one in group)
        first = {min(names[one] for one in group): child for child, group in members.items()}
        return first[self.draw.choice(sorted(first))] if first else "0" * 32

    def groups(self) -> Groups:
        """The records of each child, by their names."""
        members = children.members(children.everyone()).values()
        names = identities.names(one for group in members for one in group)
        return {frozenset(names[one] for one in group) for group in members}


def groups_that_follow() -> Groups:
    """The records of each child as they follow from all rows and all rulings, worked out anew."""
    every = set(models.Identity.objects.values_list("pk", flat=True))
    seen, names = evidence.seen(every, deliveries.heard()), identities.names(every)
    held = set(children.memberships(every))
    found = joined(first_days(seen), links(seen), rulings.about(every), names)
    return {frozenset(names[one] for one in e.since) for e in found if not held.isdisjoint(e.since)}


def told_of() -> frozenset[str]:
    """The records of which a row was taken in, but for cases of the court: most are no child's."""
    told = identities.names(models.Event.objects.values_list("identity", flat=True).distinct())
    return frozenset(name for name in told.values() if not name.startswith("EOIR:"))


def ruled_apart() -> Iterator[frozenset[str]]:
    """The pairs of which a person's last word is that they are two."""
    every = set(models.Identity.objects.values_list("pk", flat=True))
    names = identities.names(every)
    for pair, one in standing(rulings.about(every)).items():
        if one.by is By.PERSON and one.kind is not Kind.SAME:
            yield frozenset(names[identity] for identity in pair)


@pytest.fixture
def story(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Story]:
    yield Story(request.param, tmp_path)
    close_home()


@pytest.mark.parametrize("story", [5, 27, 37], indirect=True)
def test_whatever_is_done_children_follow_from_rows_and_rulings_and_a_home_made_again_has_them(
    story: Story,
) -> None:
    """After every step: each record in one child, none with whom a person ruled it not to be."""
    for _ in range(STEPS):
        story.happens()
        groups = story.groups()
        assert groups == groups_that_follow()
        assert sum(map(len, groups)) == len(frozenset[str]().union(*groups))
        assert told_of() <= frozenset[str]().union(*groups)
        assert not any(pair <= group for pair in ruled_apart() for group in groups)
    before = story.groups()
    done = rebuild(story.home, story._as(Role.OPERATOR).asker, story.folder / "again", CLOCK)
    assert (done.same, done.made_up_otherwise, done.read_otherwise) == (True, 0, 0)
    assert story.groups() == before
