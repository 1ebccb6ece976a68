"""Who is who: which source identities are the same child, on what evidence, by whose ruling."""

from amparo.identity.corroboration import RULE, Seen, corroborated
from amparo.identity.entities import (
    MOST_WITH_A_NUMBER,
    Entity,
    Link,
    entities,
    first_days,
    joined,
    links,
)
from amparo.identity.rulings import By, Kind, Ruling, standing

__all__ = [
    "MOST_WITH_A_NUMBER",
    "RULE",
    "By",
    "Entity",
    "Kind",
    "Link",
    "Ruling",
    "Seen",
    "corroborated",
    "entities",
    "first_days",
    "joined",
    "links",
    "standing",
]
