"""Amparo and plain Splink on the same made-up rows: pairs, mixed children, split children."""

from collections import Counter
from collections.abc import Callable, Sequence
from time import perf_counter, process_time

import msgspec

from amparo.bench.identity_families import World
from amparo.bench.identity_plain import Plain, Written, plain
from amparo.bench.identity_rows import rows
from amparo.bench.machine import in_a_fresh_process, peak_memory_mib
from amparo.identity.clustering import Clustered, Review, cluster
from amparo.identity.evaluation import Evaluation, evaluate
from amparo.identity.shown import Shown
from amparo.identity.weighed import Model, Weighed
from amparo.matching import given_names, propose, same_name, shipped_model
from amparo.words.birth_dates import Quality


class Setting(msgspec.Struct, frozen=True, kw_only=True):
    """One made-up set of rows."""

    rows: int
    noise: str
    world: World


class Ours(msgspec.Struct, frozen=True, kw_only=True):
    """What Amparo made of a set, with what is asked of people.

    ``asked`` are reviews by reason, ``asked_rightly`` the share of them in which the entities side
    by side are indeed one child at least in part, ``obvious`` the share that a reviewer needs one
    look for: given names and birth dates are equal, or both differ altogether. ``at_work`` are
    seconds of processors, which a busy machine lengthens less.
    """

    evaluation: Evaluation
    propose_seconds: float
    propose_at_work: float
    cluster_seconds: float
    edges: int
    asked: dict[str, int]
    asked_per_10_000: float
    asked_rightly: float
    obvious: float
    peak_memory_mib: int


class Compared(msgspec.Struct, frozen=True, kw_only=True):
    """One set, matched by Amparo at the shipped thresholds and by plain Splink at its best.

    ``error_ratio`` is (1 - F1) to that of plain Splink, ``mixed_ratio`` entities with two children
    to its; ``time_ratio`` all of Amparo's proposing to Splink's predict alone, ``work_ratio`` the
    same of processors' seconds. None where plain Splink made no such error, or was not run.
    """

    setting: Setting
    ours: Ours
    plain: list[Plain]
    error_ratio: float | None = None
    mixed_ratio: float | None = None
    time_ratio: float | None = None
    work_ratio: float | None = None


def compare(
    setting: Setting,
    with_home: Sequence[bool],
    told: Callable[[str], object] = lambda _: None,
) -> Compared:
    """Match one set with Amparo and with plain Splink, each in a process of its own.

    ``with_home`` lists the variants of plain Splink: without and with sponsor and ZIP code. What
    each made of it is ``told`` as it is known.
    """
    ours = in_a_fresh_process(_Ours(setting))
    told(_said("Amparo", ours.evaluation, ours.propose_seconds, ours.peak_memory_mib))
    others = []
    for one in with_home:
        other = in_a_fresh_process(_Plain(setting=setting, with_home=one))
        told(_said("plain Splink", other.evaluation, other.predict_seconds, other.peak_memory_mib))
        others.append(other)
    found = Compared(setting=setting, ours=ours, plain=others)
    if not others:
        return found
    best = max(others, key=lambda one: one.evaluation.pairs.f1)
    mine, theirs = ours.evaluation, best.evaluation
    return msgspec.structs.replace(
        found,
        error_ratio=_ratio(1 - mine.pairs.f1, 1 - theirs.pairs.f1),
        mixed_ratio=_ratio(mine.mixed_children, theirs.mixed_children),
        time_ratio=_ratio(ours.propose_seconds, best.predict_seconds),
        work_ratio=_ratio(ours.propose_at_work, best.predict_at_work),
    )


def _said(by: str, found: Evaluation, seconds: float, mib: int) -> str:
    return (
        f"  {by}: recall {found.pairs.recall:.4f}, precision {found.pairs.precision:.4f},"
        f" {found.mixed_children:,} mixed, in {seconds:.1f} s, {mib:,} MiB at most"
    )


def _ratio(one: float, other: float) -> float | None:
    return one / other if other else None


class _Ours(msgspec.Struct, frozen=True):
    setting: Setting

    def __call__(self) -> Ours:
        made = rows(self.setting.rows, self.setting.world, self.setting.noise)
        truth = {row.shown.identity: row.child for row in made}
        shown = [row.shown for row in made]
        del made  # as written nobody needs them any more
        model = shipped_model().among(len(shown))
        before, worked = perf_counter(), process_time()
        edges = propose(model, shown)
        proposing, at_work = perf_counter() - before, process_time() - worked
        before = perf_counter()
        found = clustered(model, shown, edges)
        clustering = perf_counter() - before
        return Ours(
            evaluation=evaluate(found.entities, truth),
            propose_seconds=proposing,
            propose_at_work=at_work,
            cluster_seconds=clustering,
            edges=len(edges),
            asked=dict(Counter(review.reason.name for review in found.reviews)),
            asked_per_10_000=10_000 * len(found.reviews) / len(shown),
            asked_rightly=_share([_one_child(one, truth) for one in found.reviews]),
            obvious=_share([_obvious(one, shown) for one in found.reviews]),
            peak_memory_mib=peak_memory_mib(),
        )


class _Plain(msgspec.Struct, frozen=True, kw_only=True):
    setting: Setting
    with_home: bool

    def __call__(self) -> Plain:
        made = rows(self.setting.rows, self.setting.world, self.setting.noise)
        told = [Written(one.shown, one.written.sponsor, one.written.zip_code) for one in made]
        truth = {row.shown.identity: row.child for row in made}
        return plain(told, truth, shipped_model().block_cap, with_home=self.with_home)


def clustered(model: Model, shown: Sequence[Shown], edges: Sequence[Weighed]) -> Clustered:
    """The entities that edges make of rows at the model's thresholds."""
    return cluster(
        [one.identity for one in shown],
        edges,
        model.thresholds,
        numbers={one.identity: one.a_numbers for one in shown if one.a_numbers},
        births={one.identity: frozenset([one.born]) for one in shown if _is_exact(one)},
        given={one.identity: given_names(one) for one in shown},
        same_name=same_name,
    )


def _is_exact(shown: Shown) -> bool:
    return shown.born is not None and shown.born.quality is Quality.EXACT


def _share(found: Sequence[bool]) -> float:
    return sum(found) / len(found) if found else 0.0


def _one_child(review: Review, truth: dict[int, int]) -> bool:
    children = [{truth[one] for one in entity} for entity in review.entities]
    return sum(map(len, children)) > len(set().union(*children))


def _obvious(review: Review, shown: Sequence[Shown]) -> bool:
    one, other = (shown[identity - 1] for identity in review.pair)
    same = one.given == other.given and one.born == other.born
    return same or (not {*one.given} & {*other.given} and one.born != other.born)
