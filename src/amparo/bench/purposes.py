"""How many decisions a second, nothing remembered and all remembered, beside other engines."""

import random
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from statistics import median
from time import perf_counter
from typing import Any

import msgspec

from amparo.bench.machine import Machine, in_a_fresh_process, machine
from amparo.bench.policy_peers import PEERS
from amparo.bench.views import View
from amparo.purposes import (
    Action,
    DataClass,
    Facts,
    Grant,
    Origin,
    Policies,
    Purpose,
    decide,
    in_force,
)
from amparo.purposes.facts import FLAGS
from amparo.purposes.matrix import PURPOSES_OF, TIES
from amparo.purposes.rules import restored
from amparo.words.agencies import Role

_DAY = date(2026, 11, 20)
"""The rules asked are those in force on this day, whenever it is measured."""

_SEED = 7
_DISTINCT = 900
"""Different requests among all that are asked, about: work repeats itself."""

_WARM_PASSES = 5
"""A pass over remembered answers is over in milliseconds, so one alone says little."""


class Beside(msgspec.Struct, frozen=True, kw_only=True):
    """Another engine that answered the same requests, or None throughout: not installed.

    ``rules`` is how many it holds in its own form; ``differing`` the share of requests that it
    answers otherwise than Amparo. ``cold_to_it`` and ``warm_to_it`` say how many times as many
    decisions Amparo makes.
    """

    name: str
    rules: int | None
    decisions_per_second: float | None
    differing: float | None
    cold_to_it: float | None
    warm_to_it: float | None


class Measured(msgspec.Struct, frozen=True, kw_only=True):
    """Medians of several runs, each in a process of its own.

    ``cold`` begins with nothing remembered: each distinct request is put to Cedar and the table
    once. ``warm`` finds every answer remembered, by facts made anew as a request makes them. The
    rules are parsed once before either, which takes ``parsing_ms``.
    """

    decisions: int
    distinct: int
    granted: float
    rules: int
    runs: int
    parsing_ms: float
    cold_per_second: float
    warm_per_second: float
    beside: list[Beside]


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """What was measured, and on what; ``views`` where record views were measured too."""

    machine: Machine
    measured: Measured
    views: list[View] = []


def measure(decisions: int, repeat: int, told: Callable[[str], object] = lambda _: None) -> Report:
    """Ask so many requests of every engine; each run is ``told`` as it begins.

    Amparo runs ``decide``: Cedar and the table, what they say compared, the answer in words and
    with its rules, remembered. The others say yes or no: raw cedarpy by the same policies; Casbin
    and Vakt by the same rules as rows, none left out (``policy_rows``). Their requests are put
    into their own form before the clock starts.
    """
    on = machine()
    runs = []
    for nth in range(repeat):
        told(f"run {nth + 1} of {repeat}: {decisions:,} decisions by each engine")
        runs.append(in_a_fresh_process(_Run(decisions)))
    return Report(machine=on, measured=_middle(decisions, runs))


def requests(number: int) -> list[Facts]:
    """What is asked in a day's work, made up: people open records of their own work, mostly.

    Always the same for one number. Who asks how often is an assumption (``_OFTEN``).
    """
    chance = random.Random(_SEED)  # noqa: S311  # repeats, and keeps no secret
    views = _views(chance)
    asked: list[Facts] = []
    while len(asked) < number:
        asked += chance.choice(views[_whoever(chance)])
    return asked[:number]


_OFTEN: dict[Role, int] = {
    Role.CASE_MANAGER: 24,
    Role.FIELD_SPECIALIST: 12,
    Role.JUVENILE_COORDINATOR: 12,
    Role.COUNSEL: 12,
    Role.POST_RELEASE_PROVIDER: 8,
    Role.OPLA_ATTORNEY: 6,
    Role.COURT_STAFF: 6,
    Role.CHILD_PROTECTION: 4,
    Role.CLINICIAN: 4,
    Role.CASE_COORDINATOR: 3,
    Role.LEGAL_SERVICE_PROVIDER: 3,
    Role.CBP_OFFICER: 2,
    Role.CHILD_ADVOCATE: 2,
    Role.INSPECTOR: 2,
    Role.SPONSOR: 2,
    Role.CHILD: 2,
    Role.RESEARCHER: 1,
    Role.ERO_OFFICER: 1,
    Role.USCIS_OFFICER: 1,
    Role.OPERATOR: 1,
}
"""How many views of a hundred or so are each role's."""
_ROLES, _SHARES = list(_OFTEN), list(_OFTEN.values())

_HELD_FROM: dict[DataClass, tuple[Origin, ...]] = {
    **dict.fromkeys(DataClass, (Origin.HHS,)),
    DataClass.IDENTITY: (Origin.HHS, Origin.DHS_SUPPLIED, Origin.COURT),
    DataClass.LOCATION: (Origin.HHS, Origin.DHS_SUPPLIED, Origin.SERVED_ON_DHS, Origin.COURT),
    DataClass.COURT: (Origin.DHS_SUPPLIED, Origin.SERVED_ON_DHS, Origin.COURT),
    DataClass.SPONSOR: (Origin.HHS, Origin.OWN),
    DataClass.HOUSEHOLD: (Origin.HHS, Origin.OWN),
    DataClass.SAFETY_CALLS: (Origin.HHS, Origin.OTHER),
    DataClass.ABUSE_REPORTS: (Origin.HHS, Origin.DHS_SUPPLIED, Origin.OTHER),
    DataClass.PROTECTED_RELIEF: (Origin.COURT, Origin.OTHER),
    DataClass.COUNSEL_COMMUNICATIONS: (Origin.OWN,),
    DataClass.ACCOUNTING: (Origin.OTHER,),
}
"""Where the values of a record come from; a view asks for every class of every origin it has."""

_ALSO_TIED: dict[Role, frozenset[str]] = {
    Role.CBP_OFFICER: frozenset({"own_case"}),
    Role.USCIS_OFFICER: frozenset({"own_case"}),
    Role.SPONSOR: frozenset({"own_case", "placement"}),
    Role.CLINICIAN: frozenset({"assigned"}),
}
_SOMETIMES = {"approved": 0.15, "no_counsel": 0.3, "protected_1367": 0.08, "two_person": 0.03}


def _views(chance: random.Random) -> dict[Role, list[list[Facts]]]:
    """A view of each role, and more by use until there are enough different requests."""
    views = {role: [list(_view(role, chance))] for role in _OFTEN}
    while len({one for own in views.values() for view in own for one in view}) < _DISTINCT:
        role = _whoever(chance)
        views[role].append(list(_view(role, chance)))
    return views


def _whoever(chance: random.Random) -> Role:
    return chance.choices(_ROLES, _SHARES)[0]


def _view(role: Role, chance: random.Random) -> Iterator[Facts]:
    """Someone finds a child in their list, and opens the record."""
    purpose = _purpose(role, chance)
    flags = _flags(role, purpose, chance)
    asked = [(Action.LIST, one, Origin.HHS) for one in (DataClass.IDENTITY, DataClass.COURT)]
    does = _does(purpose, chance)
    asked += [(does, one, origin) for one, origins in _HELD_FROM.items() for origin in origins]
    for action, one, origin in asked:
        yield Facts(
            role=role, purpose=purpose, data_class=one, action=action, origin=origin, **flags
        )


def _purpose(role: Role, chance: random.Random) -> Purpose:
    """One of the role's own; now and then another's, and always where it has none."""
    own = sorted(PURPOSES_OF[role])
    strays = not own or chance.random() < 0.03
    return chance.choice(list(Purpose) if strays else own)


def _does(purpose: Purpose, chance: random.Random) -> Action:
    if purpose is Purpose.STATISTICS:
        return Action.COUNT
    return chance.choices((Action.READ, Action.WRITE, Action.EXPORT), (92, 4, 4))[0]


def _flags(role: Role, purpose: Purpose, chance: random.Random) -> dict[str, bool]:
    """The asker's work, mostly there, and their standing, mostly in order."""
    so = {flag for flag, share in _SOMETIMES.items() if chance.random() < share}
    so |= {one for one in ("credentials_in_date", "training_in_date") if chance.random() < 0.97}
    if chance.random() < 0.93:
        ties = sorted(TIES[purpose])
        so |= {*chance.sample(ties, min(1, len(ties))), *_ALSO_TIED.get(role, ())}
    if purpose is Purpose.IMMINENT_DANGER:
        so |= {"exigent", "two_person"}
    return {flag: flag in so for flag in FLAGS}


class _Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What one run found; ``peers`` by name, as rules, decisions a second, share that differs."""

    granted: float
    distinct: int
    rules: int
    parsing_ms: float
    cold: float
    warm: float
    peers: dict[str, tuple[int, float, float] | None]


class _Run(msgspec.Struct, frozen=True):
    """One run, as a process of its own does it: only there is nothing remembered."""

    decisions: int

    def __call__(self) -> _Asked:
        asked, policies = requests(self.decisions), in_force(_DAY)
        _, parsing = _timed(lambda: restored(policies.text))
        cold, answers = _rate(lambda one: decide(one, policies), _anew(asked))
        warm = [
            _rate(lambda one: decide(one, policies), _anew(asked))[0] for _ in range(_WARM_PASSES)
        ]
        ours = [isinstance(one, Grant) for one in answers]
        return _Asked(
            granted=sum(ours) / len(ours),
            distinct=len(set(asked)),
            rules=len(policies.rules),
            parsing_ms=parsing * 1_000,
            cold=cold,
            warm=median(warm),
            peers={name: _peer(name, asked, ours, policies) for name in PEERS},
        )


def _peer(
    name: str, asked: list[Facts], ours: list[bool], policies: Policies
) -> tuple[int, float, float] | None:
    peer = PEERS[name](policies)
    if peer is None:
        return None
    rate, theirs = _rate(peer.answer, [peer.put(one) for one in asked])
    differing = sum(one is not other for one, other in zip(ours, theirs, strict=True))
    return peer.holds, rate, differing / len(asked)


def _anew(asked: Sequence[Facts]) -> list[Facts]:
    """Equal facts that nobody has hashed yet: a request makes its own."""
    return [msgspec.structs.replace(one) for one in asked]


def _rate(do: Callable[[Any], Any], asked: Sequence[Any]) -> tuple[float, list[Any]]:
    answers, took = _timed(lambda: [do(one) for one in asked])
    return len(asked) / took, answers


def _timed(work: Callable[[], Any]) -> tuple[Any, float]:
    started = perf_counter()
    found = work()
    return found, perf_counter() - started


def _middle(decisions: int, runs: list[_Asked]) -> Measured:
    cold, warm = median(run.cold for run in runs), median(run.warm for run in runs)
    return Measured(
        decisions=decisions,
        distinct=runs[0].distinct,
        granted=runs[0].granted,
        rules=runs[0].rules,
        runs=len(runs),
        parsing_ms=median(run.parsing_ms for run in runs),
        cold_per_second=cold,
        warm_per_second=warm,
        beside=[_beside(name, [run.peers[name] for run in runs], cold, warm) for name in PEERS],
    )


def _beside(
    name: str, told: list[tuple[int, float, float] | None], cold: float, warm: float
) -> Beside:
    runs = [run for run in told if run is not None]
    rate = median(rate for _, rate, _ in runs) if runs else None
    return Beside(
        name=name,
        rules=runs[0][0] if runs else None,
        decisions_per_second=rate,
        differing=runs[0][2] if runs else None,
        cold_to_it=cold / rate if rate else None,
        warm_to_it=warm / rate if rate else None,
    )
