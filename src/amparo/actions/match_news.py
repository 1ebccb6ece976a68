"""What is told of a few records is weighed as it comes, against what shares a key with them."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import chain, combinations, product

from django.db import transaction

from amparo.actions.home import Home
from amparo.actions.match_model import model_here
from amparo.actions.match_shown import shown
from amparo.actions.match_weighing import Recorded, Stand, Weighing, record, stand_of, tokens
from amparo.identity.shown import Shown
from amparo.identity.weighed import Model, Weighed
from amparo.matching import generic, heaviest, keys, score
from amparo.matching.certain import CERTAIN
from amparo.store import children, deliveries, evidence, match_keys
from amparo.store.deliveries import Heard
from amparo.store.one_at_a_time import one_looker


def weigh_news(home: Home, clock: datetime, most: int | None = None) -> Recorded:
    """Weigh every record told of since the last time, by deliveries of up to ``most`` events."""
    model = model_here()
    with one_looker():
        contents = match_keys.unweighed(most)
        fresh = set(evidence.identities_told(contents))
        heard = deliveries.heard()  # once: it reads every delivery there ever was
        stand = _around(home, model, fresh, heard)
        told = list(shown(home, stand.now, heard))
        edges = _scored(model, told, stand, fresh)
        recorded = record(home, clock, model, Weighing(stand, told, edges))
        with transaction.atomic():
            match_keys.mark_weighed(contents)
    return recorded


def _around(home: Home, model: Model, fresh: set[int], heard: dict[int, Heard]) -> Stand:
    """The children told of, and whichever child shares a key or a number with one."""
    own = tokens(home, shown(home, fresh, heard))
    keyed = match_keys.sharing(chain.from_iterable(own.values()), model.block_cap)
    numbered = evidence.sharing_a_number(fresh, heard)
    near = fresh.union(numbered, chain.from_iterable(keyed.values()))
    return stand_of(children.memberships(near).values(), heard)


def _scored(
    model: Model, told: Sequence[Shown], stand: Stand, fresh: set[int]
) -> Iterator[Weighed]:
    """Every two records that share a key, one of them told of or both of one child already.

    Two others were weighed against one another before.
    """
    of: dict[int, list[Shown]] = {}
    for way in told:
        of.setdefault(way.identity, []).append(way)
    suppressed = generic(told)
    for one, other in sorted(_sharing(told, model.block_cap)):
        if {one, other}.isdisjoint(fresh) and stand.now[one] != stand.now[other]:
            continue
        found = heaviest([score(model, a, b) for a, b in product(of[one], of[other])])
        if found.siblings or found.bits >= CERTAIN or suppressed.isdisjoint(found.pair):
            yield found


def _sharing(told: Iterable[Shown], cap: int) -> set[tuple[int, int]]:
    blocks: dict[str, dict[int, None]] = {}
    for one in told:
        for key in keys(one):
            blocks.setdefault(key, {})[one.identity] = None
    return {
        (min(pair), max(pair))
        for block in blocks.values()
        if len(block) <= cap
        for pair in combinations(block, 2)
    }
