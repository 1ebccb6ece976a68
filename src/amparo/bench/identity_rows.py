"""A multi-feed set of made-up rows of which it is known who is who."""

from collections import deque
from itertools import islice
from random import Random

import msgspec

from amparo.bench.identity_families import Child, World, children
from amparo.bench.identity_noise import NOISES, Written
from amparo.identity.shown import Shown
from amparo.words.birth_dates import birth_date

FEEDS = {"CBP": 0.95, "ORR": 0.9, "ICE": 0.75, "EOIR": 0.6, "CALL": 0.45}
"""The share of children of whom each feed tells."""
_REPEATED = 0.05
_IN_A_PILE = 40
"""Papers on one desk: a wrong number is that of a brother or sister, or of one of these."""


class Row(msgspec.Struct, frozen=True):
    """A row as shown and as written, and whose it is."""

    child: int
    shown: Shown
    written: Written


def rows(number: int, world: World, noise: str) -> list[Row]:
    """So many rows, in an order that says nothing; the same for the same world and noise."""
    chance = Random(f"{world.seed} {noise}")  # noqa: S311  # repeats, and keeps no secret
    pile: deque[Child] = deque(maxlen=_IN_A_PILE)
    found: list[tuple[int, str, Written]] = []
    for child in children(world):
        pile.append(child)
        feeds = [feed for feed, share in FEEDS.items() if chance.random() < share] or ["CBP"]
        feeds += [feed for feed in feeds if chance.random() < _REPEATED]
        for feed in feeds:
            written = NOISES[noise](chance, child, _another(chance, child, pile).a_number)
            found.append((child.number, feed, written))
        if len(found) >= number:
            break
    chance.shuffle(found)
    return [_row(identity, *told) for identity, told in enumerate(islice(found, number), start=1)]


def _another(chance: Random, child: Child, pile: deque[Child]) -> Child:
    family = [one for one in pile if one.family == child.family and one is not child]
    return chance.choice(family or pile)


def _row(identity: int, child: int, feed: str, written: Written) -> Row:
    home = {f"{kind}:{told}".encode() for kind, told in _home(written) if told is not None}
    shown = Shown(
        identity=identity,
        agency=feed,
        a_numbers=frozenset([written.a_number] if written.a_number else ()),
        given=written.given,
        surnames=written.surnames,
        born=birth_date(written.born),
        sex=written.sex,
        country=written.country,
        family=frozenset(home),
    )
    return Row(child, shown, written)


def _home(written: Written) -> tuple[tuple[str, str | None], ...]:
    return ("sponsor", written.sponsor), ("zip", written.zip_code)
