"""A snapshot is known by its digest, and an altered one is found."""

import hashlib
import json
import os
import tempfile
from datetime import date
from itertools import pairwise
from pathlib import Path

import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.parquet as pq  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from hypothesis import strategies as st

from amparo.snapshots import (
    SCHEMAS,
    Snapshot,
    SnapshotWrong,
    latest,
    open_snapshot,
    seal,
    verify,
)
from amparo.snapshots.schema import EPISODES, FINDINGS, TOTALS
from tests.rooms.snapshots.episodes import episode, episodes_table

CHILDREN = episodes_table(
    episode(entity=number, transferred_on=date(2021, 3, 1)) for number in range(10)
)


def sealed(folder: Path, position: int = 1, *, made_up: bool = True) -> Snapshot:
    return seal(folder, position, {"episodes": CHILDREN}, made_up=made_up)


def test_a_snapshot_is_a_folder_named_by_position_and_digest(tmp_path):
    snapshot = sealed(tmp_path, 42)
    assert snapshot.folder.name == f"42-{snapshot.digest[:12]}"
    assert {path.name for path in snapshot.folder.iterdir()} == {
        *(f"{table}.parquet" for table in SCHEMAS),
        "snapshot.json",
    }
    assert snapshot.tables["episodes"].rows == 10
    assert snapshot.tables["findings"].rows == 0


def test_anyone_can_reckon_the_digest_from_the_files_alone(tmp_path):
    snapshot = sealed(tmp_path)
    lines = [
        f"{path.stem} {hashlib.sha256(path.read_bytes()).hexdigest()}\n"
        for path in sorted(snapshot.folder.glob("*.parquet"))
    ]
    assert hashlib.sha256("".join(lines).encode()).hexdigest() == snapshot.digest


def test_rows_stay_in_the_order_given(tmp_path):
    snapshot = sealed(tmp_path)
    assert pq.read_table(snapshot.path("episodes")).column("entity").to_pylist() == list(range(10))


def test_the_same_rows_again_give_the_snapshot_that_is_there(tmp_path):
    assert sealed(tmp_path) == sealed(tmp_path)
    assert len(list(tmp_path.iterdir())) == 1


@given(st.lists(st.integers(0, 10), max_size=4))
def test_the_same_rows_have_the_same_digest_however_they_arrive(cuts):
    places = [0, *sorted(cuts), 10]
    batches = [
        batch
        for begin, end in pairwise(places)
        for batch in CHILDREN.slice(begin, end - begin).to_batches()
    ]
    with tempfile.TemporaryDirectory() as folder:
        whole = sealed(Path(folder))
        pieces = seal(Path(folder), 1, {"episodes": iter(batches)}, made_up=True)
    assert pieces.digest == whole.digest


def test_more_rows_than_one_group_holds_keep_their_digest_and_their_order(tmp_path, monkeypatch):
    monkeypatch.setattr("amparo.snapshots.snapshot._ROWS_AT_ONCE", 4)
    by_twos = (CHILDREN.slice(begin, 2).to_batches()[0] for begin in range(0, 10, 2))
    snapshot = seal(tmp_path, 1, {"episodes": by_twos}, made_up=True)
    assert snapshot.digest == sealed(tmp_path).digest
    file = pq.ParquetFile(snapshot.path("episodes"))
    assert file.num_row_groups == 3
    assert file.read().column("entity").to_pylist() == list(range(10))


def test_the_position_is_no_part_of_the_digest_and_other_rows_or_order_are(tmp_path):
    digest = sealed(tmp_path).digest
    assert sealed(tmp_path, 2).digest == digest
    backwards = CHILDREN.take(list(range(9, -1, -1)))
    assert seal(tmp_path, 1, {"episodes": backwards}, made_up=True).digest != digest


def test_whether_children_are_made_up_is_part_of_the_digest(tmp_path):
    assert sealed(tmp_path).digest != sealed(tmp_path, made_up=False).digest


def test_a_snapshot_as_it_was_sealed_verifies(tmp_path):
    verification = verify(open_snapshot(sealed(tmp_path).folder))
    assert verification.intact
    assert verification.found == ()


@pytest.mark.parametrize("table", SCHEMAS)
def test_one_altered_byte_is_found(tmp_path, table):
    snapshot = sealed(tmp_path)
    content = bytearray(snapshot.path(table).read_bytes())
    content[len(content) // 2] ^= 1
    snapshot.path(table).write_bytes(content)
    verification = verify(snapshot)
    assert not verification.intact
    assert f"{table}.parquet is not the file that was sealed" in verification.found[0]


def test_a_missing_file_is_found(tmp_path):
    snapshot = sealed(tmp_path)
    snapshot.path("totals").unlink()
    assert not verify(snapshot).intact


def test_a_table_exchanged_together_with_its_digest_is_found_by_the_snapshots_own(tmp_path):
    snapshot, other = sealed(tmp_path), seal(tmp_path, 2, {}, made_up=True)
    snapshot.path("episodes").write_bytes(other.path("episodes").read_bytes())
    told = json.loads((snapshot.folder / "snapshot.json").read_text())
    told["tables"]["episodes"]["sha256"] = other.tables["episodes"].sha256
    (snapshot.folder / "snapshot.json").write_text(json.dumps(told))
    found = verify(open_snapshot(snapshot.folder)).found
    assert found == ("snapshot.json's digest is not that of its tables",)


def test_made_up_children_cannot_be_called_real_in_snapshot_json(tmp_path):
    snapshot = sealed(tmp_path)
    told = json.loads((snapshot.folder / "snapshot.json").read_text())
    (snapshot.folder / "snapshot.json").write_text(json.dumps({**told, "made_up": False}))
    assert not verify(open_snapshot(snapshot.folder)).intact


def test_sealing_again_sets_an_altered_snapshot_apart_and_overwrites_nothing(tmp_path):
    snapshot = sealed(tmp_path)
    snapshot.path("episodes").write_bytes(b"altered")
    assert verify(sealed(tmp_path)).intact
    [apart] = tmp_path.glob(".altered-*")
    assert (apart / "episodes.parquet").read_bytes() == b"altered"
    assert latest(tmp_path) == snapshot


def test_the_latest_is_the_one_at_the_highest_position(tmp_path):
    sealed(tmp_path, 10)
    sealed(tmp_path, 9)
    newest = latest(tmp_path)
    assert newest is not None
    assert newest.position == 10


def test_of_two_at_one_position_the_latest_is_the_one_made_last(tmp_path):
    first, second = sealed(tmp_path), seal(tmp_path, 1, {}, made_up=True)
    os.utime(first.folder / "snapshot.json", ns=(1, 1))
    assert latest(tmp_path) == second


def test_there_is_no_latest_where_none_was_sealed(tmp_path):
    assert latest(tmp_path) is None
    assert latest(tmp_path / "not there") is None


def test_a_snapshot_that_could_not_be_finished_leaves_nothing(tmp_path):
    def interrupted():
        yield CHILDREN.to_batches()[0]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        seal(tmp_path, 1, {"episodes": interrupted()}, made_up=True)
    assert list(tmp_path.iterdir()) == []


def test_rows_without_their_columns_or_their_knowledge_day_are_refused(tmp_path):
    unknowable = episodes_table([episode(known_from=None)])
    for table in (CHILDREN.drop_columns(["basis"]), unknowable):
        with pytest.raises(SnapshotWrong, match=r"Nothing was sealed\."):
            seal(tmp_path, 1, {"episodes": table}, made_up=True)
    assert list(tmp_path.iterdir()) == []


def test_a_table_no_snapshot_has_is_refused(tmp_path):
    with pytest.raises(SnapshotWrong, match="no table names"):
        seal(tmp_path, 1, {"names": CHILDREN}, made_up=True)


def test_a_folder_without_snapshot_json_is_no_snapshot(tmp_path):
    with pytest.raises(SnapshotWrong, match="is not a snapshot"):
        open_snapshot(tmp_path)


def test_every_column_says_what_it_means_and_none_holds_a_name():
    for meanings in (EPISODES, FINDINGS, TOTALS):
        for column, (_, _, says) in meanings.items():
            assert says.endswith("."), column
            assert not {"name", "names", "address", "phone"} & set(column.split("_")), column


def test_the_meaning_of_each_column_is_written_into_the_file(tmp_path):
    schema = pq.read_schema(sealed(tmp_path).path("episodes"))
    assert b"encounter" in schema.field("began_on").metadata[b"says"]
    assert schema.field("entity").type == pa.int64()
