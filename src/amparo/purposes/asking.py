"""The rest of what a request names: what is done, what work ties it, where the value came from."""

from enum import StrEnum

import msgspec

from amparo.clocks.deadlines import PRODUCT_CHOICE, Authority


class Action(StrEnum):
    """What is done with a class of values."""

    READ = "read"
    LIST = "list"
    SEARCH = "search"
    EXPORT = "export"
    WRITE = "write"
    COUNT = "count"


class Nexus(StrEnum):
    """The work that ties someone to a child; others make it, nobody claims it."""

    DUTY = "duty"
    HEARING = "hearing"
    PLACEMENT = "placement"
    REPRESENTATION = "representation"
    COMPLAINT = "complaint"
    AUDIT = "audit"
    ASSIGNED = "assigned"
    OWN_CASE = "own_case"


class Origin(StrEnum):
    """Who a value came from. It belongs to the value and survives every join and derivation."""

    HHS = "hhs"
    DHS_SUPPLIED = "dhs-supplied"
    SERVED_ON_DHS = "served-on-dhs"
    COURT = "court"
    OWN = "own"
    OTHER = "other"


class Card(msgspec.Struct, frozen=True):
    """What a word means, and where it is written."""

    says: str
    source: Authority


ACTIONS: dict[Action, Card] = {
    Action.READ: Card("Look at one child's values of one class.", PRODUCT_CHOICE),
    Action.LIST: Card("See one line for each child of one's own work.", PRODUCT_CHOICE),
    Action.SEARCH: Card("Find a child of one's own work by name or number.", PRODUCT_CHOICE),
    Action.EXPORT: Card("Take a copy away, marked for whom it was made.", PRODUCT_CHOICE),
    Action.WRITE: Card("Record a new fact; nothing is ever overwritten.", PRODUCT_CHOICE),
    Action.COUNT: Card("See numbers only, after disclosure control.", PRODUCT_CHOICE),
}

NEXUS: dict[Nexus, Card] = {
    Nexus.DUTY: Card("An open duty about the child belongs to the asker.", PRODUCT_CHOICE),
    Nexus.HEARING: Card("A hearing of the child is in the asker's calendar.", PRODUCT_CHOICE),
    Nexus.PLACEMENT: Card("The child is placed with the asker now.", PRODUCT_CHOICE),
    Nexus.REPRESENTATION: Card(
        "The asker has entered an appearance for the child.",
        Authority("8 USC 1232(c)(5)", verified=True),
    ),
    Nexus.COMPLAINT: Card("An open complaint names the child's case.", PRODUCT_CHOICE),
    Nexus.AUDIT: Card("An open audit covers the child's case.", PRODUCT_CHOICE),
    Nexus.ASSIGNED: Card("Someone else assigned the child's case to the asker.", PRODUCT_CHOICE),
    Nexus.OWN_CASE: Card("The value is of the asker's own case or application.", PRODUCT_CHOICE),
}

ORIGINS: dict[Origin, Card] = {
    Origin.HHS: Card(
        "HHS, ORR or one of its care providers told it, or it was derived from what they told.",
        Authority("P.L. 116-6 div. A sec. 224 turns on it", verified=True),
    ),
    Origin.DHS_SUPPLIED: Card("DHS itself collected and sent it.", PRODUCT_CHOICE),
    Origin.SERVED_ON_DHS: Card(
        "It was filed with the court and a copy was served on DHS.",
        Authority("8 CFR 1003.32", verified=True),
    ),
    Origin.COURT: Card("The court recorded it, or it was filed there.", PRODUCT_CHOICE),
    Origin.OWN: Card("The asker told it themself.", PRODUCT_CHOICE),
    Origin.OTHER: Card("Someone else told it, or several did.", PRODUCT_CHOICE),
}


def derived_from(*origins: Origin) -> Origin:
    """The origin of a value derived from several: HHS if any part of it came from there.

    A mixture is nobody's own: only equal origins stay what they were.
    """
    if Origin.HHS in origins:
        return Origin.HHS
    return origins[0] if len(set(origins)) == 1 else Origin.OTHER
