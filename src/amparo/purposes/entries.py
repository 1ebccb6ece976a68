"""The matrix as lawyers read it: an entry for each role and class, with the rules deciding it."""

from collections.abc import Iterator
from itertools import product

import msgspec

from amparo.purposes.answers import NO_RULE, Answer, Grant
from amparo.purposes.asking import Action, Origin
from amparo.purposes.data_class import CLASSES, DataClass
from amparo.purposes.decide import decide
from amparo.purposes.facts import FLAGS, Facts
from amparo.purposes.matrix import CONDITIONS, NARROWED, Verdict
from amparo.purposes.purpose import Purpose
from amparo.purposes.roles import agency
from amparo.purposes.rules import Mark, Policies
from amparo.words.agencies import Role


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One cell. ``purposes``: those under which it opens, work and all else being in order.

    ``rules`` are the permits that open it; of a closed cell the forbids that hold whatever the
    purpose and origin, or the name that stands for *no rule allows it*. ``mark`` is the weakest
    among them; ``verified`` says that the text of the source itself was read.
    """

    role: Role
    agency: str
    data_class: DataClass = msgspec.field(name="class")
    number: int
    verdict: Verdict
    purposes: tuple[Purpose, ...]
    condition: str | None
    narrowed: str | None
    rules: tuple[str, ...]
    source: str
    verified: bool
    mark: Mark


def entries(policies: Policies) -> Iterator[Entry]:
    """Every role and class, in the order of their lists."""
    for role, data_class in product(Role, CLASSES):
        yield _entry(role, data_class, policies)


def entries_of(role: Role, policies: Policies) -> list[Entry]:
    """The entries of one role, in the order of the classes."""
    return [_entry(role, data_class, policies) for data_class in CLASSES]


def everything_in_order(
    role: Role, purpose: Purpose, data_class: DataClass, action: Action, origin: Origin
) -> Facts:
    """A request in which nothing stands in the way: all work, all in date, approved, two people.

    It is for asking what could ever be; nobody's facts look like this.
    """
    flags = {flag: flag not in {"no_counsel", "protected_1367"} for flag in FLAGS}
    return Facts(
        role=role, purpose=purpose, data_class=data_class, action=action, origin=origin, **flags
    )


def _entry(role: Role, data_class: DataClass, policies: Policies) -> Entry:
    verdict = policies.table.cells[role][data_class]
    opened = {} if verdict is Verdict.FORBID else _opened(role, data_class, verdict, policies)
    names = _permits(opened) if opened else _forbids(role, data_class, policies)
    marks = [policies.rules[name].mark for name in names if name in policies.rules]
    weakest = max(marks or [Mark.PRODUCT], key=list(Mark).index)
    return Entry(
        role=role,
        agency=agency(role),
        data_class=data_class,
        number=CLASSES[data_class].number,
        verdict=verdict,
        purposes=tuple(opened),
        condition=CONDITIONS.get((role, data_class))
        if _says_more(role, data_class, verdict)
        else None,
        narrowed=NARROWED.get((role, data_class), (None, None))[1],
        rules=names,
        source=_source(names, policies),
        verified=weakest is Mark.VERIFIED,
        mark=weakest,
    )


def _says_more(role: Role, data_class: DataClass, verdict: Verdict) -> bool:
    stands_in = data_class is DataClass.ACCOUNTING and role is Role.LEGAL_SERVICE_PROVIDER
    return verdict is not Verdict.FORBID or stands_in


def _opened(
    role: Role, data_class: DataClass, verdict: Verdict, policies: Policies
) -> dict[Purpose, Grant]:
    action = Action.COUNT if verdict is Verdict.AGGREGATES else Action.READ
    own = policies.table.purposes[role]
    answers = {
        purpose: _first_grant(role, purpose, data_class, action, policies)
        for purpose in Purpose
        if purpose in own
    }
    return {purpose: grant for purpose, grant in answers.items() if grant is not None}


def _first_grant(
    role: Role, purpose: Purpose, data_class: DataClass, action: Action, policies: Policies
) -> Grant | None:
    for origin in Origin:
        answer = decide(everything_in_order(role, purpose, data_class, action, origin), policies)
        if isinstance(answer, Grant):
            return answer
    return None


def _permits(opened: dict[Purpose, Grant]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for grant in opened.values() for name in grant.rules))


def _forbids(role: Role, data_class: DataClass, policies: Policies) -> tuple[str, ...]:
    """The forbids that every one of the role's purposes and the most different origins meet."""
    own = policies.table.purposes[role] or {Purpose.OVERSIGHT}
    answers = [
        decide(everything_in_order(role, purpose, data_class, Action.READ, origin), policies)
        for purpose, origin in product(sorted(own), (Origin.HHS, Origin.DHS_SUPPLIED, Origin.OWN))
    ]
    always = set.intersection(*(_forbidding(answer, policies) for answer in answers))
    return tuple(name for name in policies.rules if name in always) or (NO_RULE,)


def _forbidding(answer: Answer, policies: Policies) -> set[str]:
    return set() if isinstance(answer, Grant) else set(answer.rules) & policies.rules.keys()


def _source(names: tuple[str, ...], policies: Policies) -> str:
    laws = (policies.rules[name].law for name in names if name in policies.rules)
    return "; ".join(dict.fromkeys(laws)) or "Amparo's charter: nothing said means no"
