"""What the ledger costs: appending, proving, and an outsider's verifying, beside pymerkle."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import msgspec

from amparo.bench.machine import Machine, machine
from amparo.ledger import (
    VERIFIER_PATH,
    Checkpoint,
    Frontier,
    SigningKey,
    canonical_json,
    entry_commitment,
    includes,
    inclusion_proof,
    leaf_hash,
    leaf_hashes,
    signed,
)
from amparo.ledger.export import CHECKPOINT, KEY
from amparo.ledger.merkle import subtrees
from amparo.ledger.tiles import grow

_AT_ONCE = 1_000
"""Leaves appended at a time, as a sequencer would."""

_PROOFS = 2_000


class Measured(msgspec.Struct, frozen=True, kw_only=True):
    """Medians of several runs. ``proof_bytes`` are those of the longest path in the tree.

    ``verified_per_second`` are leaves whose inclusion an outsider verifies, each by its proof;
    ``export_per_second`` leaves of a whole export that ``verifier.py`` reads, in its own process.
    The peer, pymerkle, reads no export: whoever would verify all of its leaves appends them to a
    tree of their own, and that is what ``export_to_peer`` is held against. None: not installed.
    """

    leaves: int
    runs: int
    appends_per_second: float
    proof_bytes: float
    proofs_per_second: float
    verified_per_second: float
    export_per_second: float
    peer_appends_per_second: float | None
    peer_verified_per_second: float | None
    appends_to_peer: float | None
    verified_to_peer: float | None
    export_to_peer: float | None


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """What was measured, and on what."""

    machine: Machine
    measured: Measured


def measure(leaves: int, repeat: int) -> Report:
    """Measure a ledger of so many leaves."""
    on = machine()
    runs = [_run(leaves) for _ in range(repeat)]
    middle = {name: _middle([run[name] for run in runs]) for name in runs[0]}
    measured = {"leaves": leaves, "runs": repeat} | middle
    return Report(machine=on, measured=msgspec.convert(measured, Measured))


def _run(leaves: int) -> dict[str, float | None]:
    commitments = [_commitment(number) for number in range(leaves)]
    root, appends = _timed(lambda: _append(commitments))
    tree = subtrees(leaf_hashes(commitments))
    asked = range(0, leaves, max(1, leaves // _PROOFS))
    proofs, proving = _timed(lambda: [inclusion_proof(tree, one, leaves) for one in asked])
    held, verifying = _timed(
        lambda: all(
            includes(root, leaves, one, leaf_hash(commitments[one]), path)
            for one, path in zip(asked, proofs, strict=True)
        )
    )
    if not held:
        raise AssertionError("a proof does not hold")
    ours = {
        "appends_per_second": leaves / appends,
        "proof_bytes": max(map(len, proofs)) * 32,
        "proofs_per_second": len(asked) / proving,
        "verified_per_second": len(asked) / verifying,
        "export_per_second": leaves / _verify_export(commitments),
    }
    return ours | _beside(ours, _peer(commitments, asked))


def _commitment(number: int) -> bytes:
    return entry_commitment(os.urandom(32), canonical_json({"entry": "made up", "number": number}))


def _append(commitments: list[bytes]) -> bytes:
    frontier = Frontier()
    for start in range(0, len(commitments), _AT_ONCE):
        frontier = frontier.append(leaf_hashes(commitments[start : start + _AT_ONCE]))
    return frontier.root()


def _verify_export(commitments: list[bytes]) -> float:
    """Seconds in which the outsider's own program verifies a whole export."""
    with tempfile.TemporaryDirectory(prefix="amparo-bench-") as made:
        folder, key = Path(made), SigningKey("bench.local", os.urandom(32))
        for path, text in grow({}, 0, commitments).items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(text)
        checkpoint = Checkpoint("bench.local", len(commitments), _append(commitments))
        (folder / CHECKPOINT).write_text(str(signed(checkpoint, key)))
        (folder / KEY).write_text(f"{key.public}\n")
        command = [sys.executable, "-I", str(VERIFIER_PATH), str(folder), "--key", str(key.public)]
        done, took = _timed(
            lambda: subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  # our own program
        )
        if done.returncode:
            raise AssertionError(done.stdout or done.stderr)
        return took


def _peer(commitments: list[bytes], asked: range) -> dict[str, float] | None:
    """The same with pymerkle: appends, and proofs verified, in leaves per second."""
    if find_spec("pymerkle") is None:
        return None
    pymerkle = import_module("pymerkle")

    tree = pymerkle.InmemoryTree(algorithm="sha256")
    _, appends = _timed(lambda: [tree.append_entry(one) for one in commitments])
    # Its leaves are numbered from 1.
    proofs = [(tree.get_leaf(one + 1), tree.prove_inclusion(one + 1)) for one in asked]
    root = tree.get_root()
    _, verifying = _timed(
        lambda: [pymerkle.verify_inclusion(leaf, root, path) for leaf, path in proofs]
    )
    return {"appends": len(commitments) / appends, "verified": len(asked) / verifying}


def _beside(ours: dict[str, float], peer: dict[str, float] | None) -> dict[str, float | None]:
    found: dict[str, float | None] = {}
    for name in ("appends", "verified"):
        theirs = peer[name] if peer else None
        found[f"peer_{name}_per_second"] = theirs
        found[f"{name}_to_peer"] = ours[f"{name}_per_second"] / theirs if theirs else None
    rebuilt = peer["appends"] if peer else None
    return found | {"export_to_peer": ours["export_per_second"] / rebuilt if rebuilt else None}


def _middle(values: list[float | None]) -> float | None:
    told = [value for value in values if value is not None]
    return median(told) if told else None


def _timed(work: Callable[[], Any]) -> tuple[Any, float]:
    started = perf_counter()
    found = work()
    return found, perf_counter() - started
