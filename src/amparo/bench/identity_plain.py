"""Plain Splink on the same rows: its own comparisons, connected components, best threshold."""

# ruff: noqa: S608  what is put into these texts is declared in this room, never sent to it

import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from time import perf_counter, process_time
from typing import Any

import msgspec
import pyarrow as pa  # type: ignore[import-untyped]  # it ships no types
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on
from splink.blocking_rule_library import CustomRule

from amparo.bench.machine import peak_memory_mib
from amparo.identity.evaluation import Evaluation, evaluate
from amparo.identity.shown import Shown
from amparo.matching.blocking import blocking_keys
from amparo.matching.meeting import in_memory
from amparo.matching.prepared import prepared

_LOWEST, _HIGHEST = -10, 30
"""Match weights tried as thresholds."""


class Plain(msgspec.Struct, frozen=True, kw_only=True):
    """Plain Splink at the threshold of the best F1, which only the truth can tell."""

    with_home: bool
    threshold: int
    evaluation: Evaluation
    training_seconds: float
    predict_seconds: float
    predict_at_work: float
    pairs: int
    peak_memory_mib: int


class Written(msgspec.Struct, frozen=True):
    """A row as plain Splink takes it: with the sponsor and the place as they are written."""

    shown: Shown
    sponsor: str | None
    place: str | None


def plain(rows: Sequence[Written], truth: Mapping[int, int], cap: int, *, with_home: bool) -> Plain:
    """Train Splink on the rows as its guide does, weigh, and connect at the best threshold.

    It gets the same candidate pairs as Amparo: the same keys, the same cap. ``with_home`` also
    compares the sponsor and the ZIP code.
    """
    with closing(in_memory()) as base:
        _load(base, rows, cap)
        linker = _linker(base, with_home=with_home)
        training = _trained(linker)
        before, worked = perf_counter(), process_time()
        pairs = linker.inference.predict(warning_mode="never").physical_name
        predicting, at_work = perf_counter() - before, process_time() - worked
        edges = base.execute(
            f"select identity_l, identity_r, match_weight from {pairs}"
            f" where match_weight >= {_LOWEST} order by 3 desc"
        ).fetchall()
        ((count,),) = base.execute(f"select count(*) from {pairs}").fetchall()
    threshold, found = _best(edges, truth)
    return Plain(
        with_home=with_home,
        threshold=threshold,
        evaluation=found,
        training_seconds=training,
        predict_seconds=predicting,
        predict_at_work=at_work,
        pairs=count,
        peak_memory_mib=peak_memory_mib(),
    )


def _load(base: Any, rows: Sequence[Written], cap: int) -> None:
    shown = [row.shown for row in rows]
    told = {
        "identity": [one.identity for one in shown],
        "given": [" ".join(one.given) or None for one in shown],
        "surname": [" ".join(one.surnames) or None for one in shown],
        "first": [one.given[0] if one.given else None for one in shown],
        "birth": [_birth(one) for one in shown],
        "a_number": [min(one.a_numbers, default=None) for one in shown],
        "sex": [one.sex for one in shown],
        "country": [one.country for one in shown],
        "sponsor": [row.sponsor for row in rows],
        "place": [row.place for row in rows],
        "keys": [[hash(key) for key in blocking_keys(prepared(one))] for one in shown],
    }
    base.register("told", pa.table(told))
    base.execute(
        f"""
        create table rows as
        with keyed as (select identity, unnest(keys) as key from told),
        useful as (select key from keyed group by key having count(*) between 2 and {cap})
        select told.* exclude (keys), list(key) as keys
        from told left join (select * from keyed semi join useful using (key)) using (identity)
        group by all
        """
    ).fetchall()


def _birth(shown: Shown) -> str | None:
    born = shown.born
    if born is None:
        return None
    return f"{born.year:04}-{born.month or 1:02}-{born.day or 1:02}"


def _linker(base: Any, *, with_home: bool) -> Linker:
    comparisons: list[Any] = [
        cl.JaroWinklerAtThresholds("given", [0.92, 0.8]).configure(term_frequency_adjustments=True),
        cl.JaroWinklerAtThresholds("surname", [0.92, 0.8]).configure(
            term_frequency_adjustments=True
        ),
        cl.DamerauLevenshteinAtThresholds("birth", [1, 2]),
        cl.DamerauLevenshteinAtThresholds("a_number", [1]),
        cl.ExactMatch("sex"),
        cl.ExactMatch("country"),
    ]
    if with_home:
        comparisons += [cl.ExactMatch("sponsor"), cl.ExactMatch("place")]
    settings = SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="identity",
        comparisons=comparisons,
        blocking_rules_to_generate_predictions=[
            CustomRule("l.keys = r.keys", arrays_to_explode=["keys"])
        ],
        retain_matching_columns=False,
        retain_intermediate_calculation_columns=False,
    )
    table = DuckDBAPI(base).register("rows")
    return Linker(table, settings, log_level=logging.ERROR, validate_settings=False)


def _trained(linker: Linker) -> float:
    """Train as Splink's guide does; the seconds that it took."""
    before = perf_counter()
    training = linker.training
    training.estimate_probability_two_random_records_match([block_on("a_number")], recall=0.7)
    training.estimate_u_using_random_sampling(max_pairs=1_000_000, seed=7)
    for same in (block_on("given", "surname"), block_on("a_number"), block_on("birth", "first")):
        training.estimate_parameters_using_expectation_maximisation(same)
    return perf_counter() - before


def _best(
    edges: Sequence[tuple[int, int, float]], truth: Mapping[int, int]
) -> tuple[int, Evaluation]:
    """The threshold at which connected components have the best F1."""
    return max(_by_threshold(edges, truth), key=lambda found: found[1].pairs.f1)


def _by_threshold(
    edges: Sequence[tuple[int, int, float]], truth: Mapping[int, int]
) -> Iterator[tuple[int, Evaluation]]:
    """Every threshold from the highest down: components only grow."""
    of = {identity: [identity] for identity in truth}
    at = 0
    for threshold in range(_HIGHEST, _LOWEST - 1, -1):
        while at < len(edges) and edges[at][2] >= threshold:
            small, large = sorted((of[edges[at][0]], of[edges[at][1]]), key=len)
            if small is not large:
                large += small
                of.update(dict.fromkeys(small, large))
            at += 1
        yield threshold, evaluate({id(one): one for one in of.values()}.values(), truth)
