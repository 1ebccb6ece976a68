"""Who is who: which source identities are the same child, on what evidence."""

from amparo.identity.corroboration import RULE, Seen, corroborated
from amparo.identity.entities import entities

__all__ = ["RULE", "Seen", "corroborated", "entities"]
