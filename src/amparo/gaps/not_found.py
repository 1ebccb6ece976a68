"""What cannot be found from what is held, each with the reason: silence of it is no all-clear."""

import tomllib
from functools import cache
from importlib.resources import files

import msgspec


class NotFound(msgspec.Struct, frozen=True, kw_only=True):
    """Something that ought to be found and cannot be, ``because`` of what is not held."""

    name: str
    says: str
    source: str
    because: str


@cache
def not_found() -> tuple[NotFound, ...]:
    """All of it, in the order of a child's way."""
    text = files("amparo.gaps").joinpath("not_found.toml").read_text(encoding="utf-8")
    return tuple(msgspec.convert(tomllib.loads(text)["not_found"], list[NotFound]))
