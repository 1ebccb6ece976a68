"""Measures decisions a second, cold and warm, beside Cedar asked the same without a memory."""

import random
import sys
from collections.abc import Callable, Sequence
from datetime import date
from time import perf_counter
from typing import Any

import cedarpy

from amparo.purposes import Action, DataClass, Facts, Origin, decide, in_force
from amparo.purposes.by_cedar import request
from amparo.purposes.by_table import why_not
from amparo.purposes.facts import FLAGS
from amparo.purposes.matrix import PURPOSES_OF

SEED = 7
DISTINCT = 900


def mix(number: int) -> list[Facts]:
    """So many requests, a few of them asked often and most of them rarely, as work is."""
    chance = random.Random(SEED)
    pool = [
        Facts(role=role, purpose=purpose, data_class=one, action=Action.READ, origin=origin, **work)
        for role, own in PURPOSES_OF.items()
        for purpose in sorted(own)
        for work in [_work(chance)]
        for one in DataClass
        for origin in (Origin.HHS, Origin.COURT, Origin.DHS_SUPPLIED)
    ]
    often = chance.sample(pool, DISTINCT)
    return chance.choices(often, [1 / rank for rank in range(1, DISTINCT + 1)], k=number)


def _work(chance: random.Random) -> dict[str, bool]:
    in_date = {"credentials_in_date", "training_in_date"}
    return {flag: flag in in_date or chance.random() < 0.15 for flag in FLAGS}


def measure(number: int = 20_000) -> dict[str, float]:
    """Decisions a second by each way of deciding; only a process of its own begins cold."""
    policies, asked = in_force(date(2026, 11, 20)), mix(number)
    some = [request(one) for one in asked[: number // 10]]
    every = (policies.set, policies.entities, policies.schema)
    return {
        "decide, nothing remembered at first": _rate(lambda one: decide(one, policies), asked),
        "decide, all remembered": _rate(lambda one: decide(one, policies), asked),
        "raw cedarpy, all parsed before": _rate(
            lambda one: cedarpy.is_authorized(one, *every), some
        ),
        "the table alone": _rate(why_not, asked),
    }


def _rate(do: Callable[[Any], object], asked: Sequence[Any]) -> float:
    began = perf_counter()
    for one in asked:
        do(one)
    return len(asked) / (perf_counter() - began)


if __name__ == "__main__":
    for name, rate in measure().items():
        sys.stdout.write(f"{name}: {rate:,.0f}/s\n")
