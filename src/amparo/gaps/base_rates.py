"""How often each gap is found in the made-up country: a measured caution beside every card."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import msgspec


class BaseRate(msgspec.Struct, frozen=True, array_like=True):
    """Of how many children a gap was ever found, and of how many it was open on the last day."""

    ever: int
    open: int


class BaseRates(msgspec.Struct, frozen=True, kw_only=True):
    """The base rates, and the cohort they were measured on. ``command`` measures them again."""

    cohort: str
    children: int
    on: str
    command: str
    gaps: Mapping[str, BaseRate]


@cache
def base_rates() -> BaseRates:
    """What was measured last."""
    text = files("amparo.gaps").joinpath("base_rates.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), BaseRates)


def in_words(name: str) -> str:
    """A gap's base rate as a card tells it."""
    measured = base_rates()
    rate = measured.gaps.get(name)
    if rate is None:
        return "Not measured yet."
    if rate.ever == 0:
        return f"Never found among {measured.cohort}: what it is about is not made up there."
    ever, now = rate.ever / measured.children, rate.open / measured.children
    return (
        f"Found of {ever:.1%} of {measured.cohort} at any time, of {now:.1%} on {measured.on}. They"
        " are made up: it tells how often the rule fires, and not how often it happens."
    )
