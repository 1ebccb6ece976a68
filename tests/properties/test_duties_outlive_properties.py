"""Whatever is merged and parted, a duty is there once, with whoever has it, on its own clock."""

import shutil
import tempfile
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from amparo.actions import appointing, assigning, match_review
from amparo.actions.changing import Asked as Changing
from amparo.actions.changing import ChangeRefused
from amparo.actions.derive import look_at
from amparo.actions.doing import Doing, do
from amparo.actions.duties import Owed, duties
from amparo.actions.home import close_home, open_home
from amparo.actions.ingest import ingest, settle
from amparo.actions.lists import Asked, today
from amparo.actions.match_asking import propose
from amparo.actions.match_ruling import Acting, Ruled, unmerge
from amparo.actions.match_ruling import rule as say
from amparo.actions.match_says import Says
from amparo.actions.people import who_asks
from amparo.duties.act import Deed
from amparo.purposes import Nexus
from amparo.settings import read_settings
from amparo.store import children, models
from amparo.words.agencies import Role
from tests.journeys.handmade import delivery, referral
from tests.rooms.feeds.deliveries import ana

CLOCK = datetime(2026, 11, 20, 15, tzinfo=UTC)
NEXT_YEAR = date(2027, 6, 1)
WHY = "Two birth certificates"
OWNERS = (Role.JUVENILE_COORDINATOR, Role.CASE_MANAGER, Role.FIELD_SPECIALIST)
SECOND = "second"
"""Another case manager, to whom the first may hand over."""


class DutiesOutlive(RuleBasedStateMachine):
    """Deeds on the duties of two children who are one now and two again."""

    @initialize()
    def two_children(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="amparo-duties-"))
        shutil.copytree(_filled(), self.folder / "home")
        self.home = open_home(read_settings({"AMPARO_HOME": str(self.folder / "home")}))
        self.whole = False
        self.apart = self._listed()
        assert {one.duty.owner for one in self.apart.values()} >= set(OWNERS[:2])
        self.stands = {name: _stands(one) for name, one in self.apart.items()}
        self.told = _told()

    def teardown(self) -> None:
        if hasattr(self, "folder"):
            close_home()
            shutil.rmtree(self.folder)

    @rule(nth=st.integers(0, 50), by=st.sampled_from([None, SECOND]), days=st.integers(0, 3))
    def deed(self, nth: int, by: str | None, days: int) -> None:
        """Whoever has a duty does what may be done to it, or takes it."""
        listed = sorted(self._listed().items())
        name, owed = listed[nth % len(listed)]
        if owed.duty.owner is not Role.CASE_MANAGER:
            by = None
        deed = _FITS[(owed.holder is not None) + (owed.offered_to is not None)][days]
        asker = who_asks(self.home, CLOCK, by, owed.duty.owner)
        rests = deed is Deed.SNOOZE
        doing = Doing(
            deed=deed,
            duty=name,
            to=SECOND if deed is Deed.HAND_OVER else None,
            reason="waiting for a reply" if rests else None,
            until=today(CLOCK) + timedelta(days=days) if rests else None,
        )
        try:
            self.stands[name] = _stands(do(self.home, asker, doing, CLOCK))
        except ChangeRefused:
            return

    @rule()
    def merge_or_part(self) -> None:
        """Two persons rule that the two are one, or part them again."""
        if self.whole:
            (child,) = children.everyone()
            self._by_two(lambda acting: unmerge(acting, child, WHY))
        else:
            one, other = children.everyone()
            review = propose(self._as(Role.FIELD_SPECIALIST), one, other, WHY).review
            self._by_two(lambda acting: self._same(acting, review))
        self.whole = not self.whole
        assert len(children.everyone()) == (1 if self.whole else 2)

    @invariant()
    def each_is_there_once_as_it_was_left(self) -> None:
        if not hasattr(self, "stands"):
            return
        now = self._listed()
        for name, one in now.items():
            assert _stands(one) == self.stands[name]
            assert (one.duty.opened, one.duty.due) == _clock(self.apart[name])
        if not self.whole:
            assert now.keys() == self.apart.keys()
            assert _told() == self.told

    def _same(self, acting: Acting, review: int) -> Ruled:
        match_review.beside(acting, review)
        return say(acting, review, Says.SAME, WHY)

    def _as(self, role: Role) -> Acting:
        return Acting(self.home, who_asks(self.home, CLOCK, None, role), CLOCK)

    def _by_two(self, ruled: Callable[[Acting], Ruled]) -> None:
        for role in (Role.FIELD_SPECIALIST, Role.CASE_MANAGER):
            if ruled(self._as(role)).waits_for is None:
                return

    def _listed(self) -> dict[str, Owed]:
        """Every open duty, by its name; no name stands in a list twice."""
        found: dict[str, Owed] = {}
        for role in OWNERS:
            asked = Asked(asker=who_asks(self.home, CLOCK, None, role))
            for one in duties(self.home, asked, CLOCK).duties:
                if one.duty.owner is role:
                    assert one.duty.duty not in found
                    found[one.duty.duty] = one
        return found


_FITS = (
    (Deed.TAKE, Deed.TAKE, Deed.TAKE, Deed.TAKE),
    (Deed.SNOOZE, Deed.HAND_OVER, Deed.UNDO, Deed.SNOOZE),
    (Deed.ACCEPT, Deed.REJECT, Deed.SNOOZE, Deed.ACCEPT),
)
"""Deeds on a duty that nobody has, that somebody has, and that is offered to another."""


def _stands(one: Owed) -> tuple[Any, ...]:
    """Who has it, whom it was offered to, and until when it rests, by nobody's doing but theirs."""
    stand = one.standing
    return one.holder, one.offered_to, stand.rests_until, stand.closed_on, stand.raised


def _clock(one: Owed) -> tuple[date, date | None]:
    return one.duty.opened, one.duty.due


def _told() -> list[tuple[Any, ...]]:
    """What each desk is told, or is to be told next, of each duty, and from which day."""
    columns = ("gap", "anchor", "role", "kind", "nth", "wakes_on", "state")
    of_duties = models.Message.objects.exclude(gap="")  # the rest tell that two were shown as one
    return sorted(of_duties.values_list(*columns))


@cache
def _filled() -> Path:
    """A home of two children of whom persons may hold that they are one; made once, and copied."""
    folder = Path(tempfile.mkdtemp(prefix="amparo-duties-"))
    home = open_home(read_settings({"AMPARO_HOME": str(folder / "home")}))
    stay = ana("placements", a_number="A990-000-007", given_names="Luz", discharged_on="2022-06-01")
    for feed, on, row in (
        ("referrals", "2022-05-05", referral()),
        ("placements", "2022-08-05", stay | {"admitted_at": "2022-05-04"}),
    ):
        ingest(home, delivery(folder / "out", feed, on, {f"{feed}.csv": [row]}), CLOCK)
    settle(home, CLOCK)
    look_at(models.Identity.objects.values_list("pk", flat=True))  # as the clock would by then
    _appoint_the_second(Changing(home, None, CLOCK))
    close_home()
    return folder / "home"


def _appoint_the_second(asked: Changing) -> None:
    office = who_asks(asked.home, CLOCK, None, Role.CASE_MANAGER).office
    appointing.add(asked, SECOND, None)
    appointing.appoint(asked, SECOND, Role.CASE_MANAGER, office=office, until=NEXT_YEAR)
    appointing.train(asked, SECOND, NEXT_YEAR)
    for child in children.everyone():
        assigning.assign(
            asked, SECOND, Nexus.ASSIGNED, child=child, whole_home=False, until=NEXT_YEAR
        )


TestDutiesOutlive = DutiesOutlive.TestCase
# Not made smaller where one fails: every try makes a home.
TestDutiesOutlive.settings = settings(
    max_examples=3, stateful_step_count=8, phases=(Phase.generate,)
)
