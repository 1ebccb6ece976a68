"""The model is run: over all records at once, or over those told of since the last time."""

from datetime import datetime

import msgspec
from django.db import transaction

from amparo.actions.changing import allow, as_they_stand, written_down
from amparo.actions.home import Home
from amparo.actions.match_model import model_here
from amparo.actions.match_news import weigh_news
from amparo.actions.match_shown import shown
from amparo.actions.match_weighing import Recorded, Weighing, record, stand_of
from amparo.matching import propose
from amparo.purposes.asker import Asker
from amparo.store import children, deliveries, match_keys, reviews
from amparo.store.one_at_a_time import one_looker
from amparo.words.agencies import Role

MAY_RUN = frozenset({Role.OPERATOR})
"""Who has all records weighed. It shows nothing of any child."""


class Ran(msgspec.Struct, frozen=True, kw_only=True):
    """What came of it: records weighed, and what was recorded of them."""

    records: int
    children: int
    joined: int
    parted: int
    siblings: int
    reviews_opened: int
    reviews_waiting: int
    model: str


def run(home: Home, asker: Asker, clock: datetime, *, only_new: bool = False) -> Ran:
    """Weigh every record of a child against the others, and record what the model makes of it.

    ``only_new`` weighs those of which something was told since the last time, each against what
    shares a key with it. What was shown to somebody, or ruled on by a person, is not touched: there
    a review opens. Raises ChangeRefused or NotRecorded, each of them entered before.
    """
    model = model_here()
    with written_down(home, clock, "match run", asker.person):
        allow(as_they_stand(asker, clock), MAY_RUN, "has all records weighed")
    recorded = weigh_news(home, clock) if only_new else _weigh_all(home, clock)
    home.sequence(clock)
    return Ran(
        records=recorded.records,
        children=children.how_many(),
        joined=recorded.joined,
        parted=recorded.parted,
        siblings=recorded.siblings,
        reviews_opened=recorded.opened,
        reviews_waiting=len(reviews.waiting()),
        model=f"{model.version} {model.digest[:12]}",
    )


def _weigh_all(home: Home, clock: datetime) -> Recorded:
    model = model_here()
    with one_looker():
        contents = match_keys.unweighed()
        heard = deliveries.heard()
        stand = stand_of(children.everyone(), heard)
        told = list(shown(home, stand.now, heard))
        recorded = record(home, clock, model, Weighing(stand, told, propose(model, told)))
        with transaction.atomic():
            match_keys.mark_weighed(contents)
    return recorded
