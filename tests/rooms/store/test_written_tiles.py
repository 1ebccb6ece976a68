"""The tiles on the disk are those of the checkpoint beside them, whoever writes at once."""

from collections.abc import Callable
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from django.db import connection, transaction

from amparo.ledger import SigningKey, tiles
from amparo.ledger.entries import entry_commitment
from amparo.store import models, people, sealing, verifying
from amparo.store.tile_files import Tiles
from amparo.store.verifying import verify
from tests.rooms.disclosures.made_up import WHEN

pytestmark = pytest.mark.usefixtures("home")

KEY = SigningKey("amparo.local/made-up", b"k" * 32)


def enter(slug: str) -> None:
    with transaction.atomic():
        people.add_person(slug, None, None)
    sealing.sequence(KEY, KEY.name, WHEN)


def held_by(folder: Path) -> list[bytes]:
    held = Tiles(folder)
    return list(tiles.commitments(held, held.size()))


def in_the_ledger() -> list[bytes]:
    placed = models.Sequenced.objects.order_by("position").values_list("entry", flat=True)
    entries = models.Entry.objects.in_bulk(placed)
    every = (entries[entry] for entry in placed)
    return [entry_commitment(bytes(one.nonce), bytes(one.body)) for one in every]


class Meanwhile:
    """What somebody else does, by another connection, after each of the first questions."""

    def __init__(self, does: Callable[[str], None], most: int = 6) -> None:
        self._does, self._most, self.times = does, most, 0

    def __call__(self, execute: Any, sql: str, params: Any, many: Any, context: Any) -> Any:
        answer = execute(sql, params, many, context)
        if sql.startswith("SELECT") and self.times < self._most:
            self.times += 1
            other = Thread(target=self._do)
            other.start()
            other.join()
        return answer

    def _do(self) -> None:
        self._does(f"meanwhile-{self.times}")
        connection.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    there = tmp_path / "ledger"
    there.mkdir()
    return there


def test_what_is_entered_while_tiles_are_written_leaves_them_able_to_grow(folder):
    enter("marta")
    sealing.write_tiles(folder)
    enter("rosa")
    meanwhile = Meanwhile(enter)
    with connection.execute_wrapper(meanwhile):
        sealing.write_tiles(folder)
    assert meanwhile.times > 1
    size = Tiles(folder).size()
    assert set(tiles.bundles_of(size)) <= set(Tiles(folder))
    sealing.write_tiles(folder)
    assert held_by(folder) == in_the_ledger()


def test_a_ledger_that_grows_while_it_is_verified_is_as_it_was_sealed(folder):
    def enter_and_write(slug: str) -> None:
        enter(slug)
        sealing.write_tiles(folder)

    enter_and_write("marta")
    meanwhile = Meanwhile(enter_and_write)
    with connection.execute_wrapper(meanwhile):
        found = verify(folder, KEY.public)
    assert meanwhile.times > 1
    assert found.problems == ()
    assert found.size < Tiles(folder).size()


def test_tiles_that_stay_behind_what_was_signed_are_told(folder, monkeypatch):
    monkeypatch.setattr(verifying, "_TO_GROW", 0.1)
    enter("marta")
    sealing.write_tiles(folder)
    enter("rosa")
    told = [problem.what for problem in verify(folder, KEY.public).problems]
    assert "the checkpoint on the disk is not the latest one" in told


def test_tiles_that_are_gone_are_told_with_what_to_do_and_written_anew(folder):
    enter("marta")
    sealing.write_tiles(folder)
    (folder / "tile/entries/000.p/1").unlink()
    enter("rosa")
    with pytest.raises(
        OSError, match=r"tile/entries/000\.p/1 is missing\. .*move the folder aside"
    ):
        sealing.write_tiles(folder)
    folder.rename(folder.with_name("aside"))
    sealing.write_tiles(folder)
    assert verify(folder, KEY.public).problems == ()


def test_who_comes_while_others_wait_for_their_turn_gets_a_place_with_them():
    if connection.vendor != "postgresql":
        pytest.skip("it has one writer, and whoever waits has written nothing yet")

    def another_look(_: str) -> None:
        with transaction.atomic():
            people.add_person("rosa", None, None)

    meanwhile = Meanwhile(another_look, most=1)
    with transaction.atomic():
        people.add_person("marta", None, None)
    with connection.execute_wrapper(meanwhile):
        sealing.sequence(KEY, KEY.name, WHEN)
    assert models.Checkpoint.objects.count() == 1
    assert not models.Pending.objects.exists()
    assert models.Sequenced.objects.count() == models.Entry.objects.count() == 2
