"""The files are those of C2SP tlog-tiles, and give back the tree they were made of."""

from hashlib import sha256

import pytest

from amparo.ledger import merkle, tiles

ENTRIES = [sha256(str(number).encode()).digest() for number in range(66_000)]


@pytest.mark.parametrize(
    ("tile", "path"),
    [
        (tiles.Tile(0, 0), "tile/0/000"),
        (tiles.Tile(1, 0, 17), "tile/1/000.p/17"),
        (tiles.Tile(0, 1_067), "tile/0/x001/067"),
        (tiles.Tile(2, 1_234_067), "tile/2/x001/x234/067"),
        (tiles.Tile(2, 1_000), "tile/2/x001/000"),
        (tiles.Tile(0, 999, 255), "tile/0/999.p/255"),
    ],
)
def test_a_tile_stands_where_the_specification_puts_it(tile, path):
    assert tile.path == path


def test_a_bundle_of_entries_stands_where_the_specification_puts_it():
    assert tiles.bundle_path(1_234_067, 8) == "tile/entries/x001/x234/067.p/8"


def test_a_tree_of_seventy_thousand_has_the_tiles_of_the_specifications_example():
    found = list(tiles.tiles_of(70_000))
    assert sum(tile.level == 0 and tile.width == 256 for tile in found) == 273
    assert [tile.path for tile in found[273:]] == [
        "tile/0/273.p/112",
        "tile/1/000",
        "tile/1/001.p/17",
        "tile/2/000.p/1",
    ]


def test_a_tree_of_256_has_one_full_tile_and_the_beginning_of_one_above():
    assert [tile.path for tile in tiles.tiles_of(256)] == ["tile/0/000", "tile/1/000.p/1"]
    assert list(tiles.bundles_of(256)) == ["tile/entries/000"]


@pytest.mark.parametrize("size", [0, 1, 255, 256, 257, 511, 512, 65_535, 65_536, 66_000])
def test_the_files_of_a_ledger_are_exactly_those_that_its_size_demands(size):
    files = tiles.grow({}, 0, ENTRIES[:size])
    expected = {tile.path for tile in tiles.tiles_of(size)} | set(tiles.bundles_of(size))
    assert set(files) == expected


def test_each_hash_above_the_lowest_tiles_is_the_root_of_a_full_tile_below():
    files = tiles.grow({}, 0, ENTRIES)
    hashes = merkle.leaf_hashes(ENTRIES)
    assert files["tile/0/001"] == b"".join(hashes[256:512])
    assert files["tile/1/000"][32:64] == merkle.root(hashes[256:512])
    assert files["tile/2/000.p/1"] == merkle.root(hashes[:65_536])


def test_a_bundle_is_its_entries_each_after_its_length():
    files = tiles.grow({}, 0, ENTRIES[:2])
    assert files["tile/entries/000.p/2"] == b"\0\x20" + ENTRIES[0] + b"\0\x20" + ENTRIES[1]


def test_growing_writes_only_what_is_new():
    held = tiles.grow({}, 0, ENTRIES[:300])
    assert set(tiles.grow(held, 300, ENTRIES[300:310])) == {
        "tile/0/001.p/54",
        "tile/entries/001.p/54",
    }
    assert tiles.grow(held, 300, []) == {}


def test_growing_never_rewrites_a_file():
    held: dict[str, bytes] = {}
    for size in range(0, 1_200, 97):
        fresh = tiles.grow(held, size, ENTRIES[size : size + 97])
        assert not held.keys() & fresh.keys()
        held |= fresh


def test_a_partial_file_is_superseded_only_once_the_full_one_stands():
    assert tiles.superseded(300, 310) == []
    assert tiles.superseded(300, 512) == ["tile/0/001.p/44", "tile/entries/001.p/44"]
    assert tiles.superseded(512, 600) == []
    assert "tile/1/000.p/1" in tiles.superseded(300, 65_536)


def test_everything_can_be_read_after_the_superseded_files_are_gone():
    held = tiles.grow({}, 0, ENTRIES[:300])
    held |= tiles.grow(held, 300, ENTRIES[300:600])
    for path in tiles.superseded(300, 600):
        del held[path]
    assert list(tiles.commitments(held, 300)) == ENTRIES[:300]
    assert tiles.frontier(held, 300).root() == merkle.root(merkle.leaf_hashes(ENTRIES[:300]))


def test_a_proof_made_from_tiles_shows_what_one_made_from_all_leaves_shows():
    held = tiles.grow({}, 0, ENTRIES)
    from_tiles, whole = tiles.subtrees(held, 66_000), merkle.subtrees(merkle.leaf_hashes(ENTRIES))
    for index in (0, 255, 256, 65_535, 65_536, 65_999):
        path = merkle.inclusion_proof(from_tiles, index, 66_000)
        assert path == merkle.inclusion_proof(whole, index, 66_000)
    for first in (1, 256, 300, 65_536, 65_999):
        path = merkle.consistency_proof(from_tiles, first, 66_000)
        assert path == merkle.consistency_proof(whole, first, 66_000)


def test_what_grew_past_its_checkpoint_still_gives_what_that_checkpoint_held():
    ahead = tiles.grow({}, 0, ENTRIES[:310])
    assert "tile/0/001.p/44" not in ahead
    assert list(tiles.commitments(ahead, 300)) == ENTRIES[:300]
    grown = tiles.grow(ahead, 300, ENTRIES[300:320])
    assert list(tiles.commitments(ahead | grown, 320)) == ENTRIES[:320]


def test_a_missing_file_is_named():
    held = tiles.grow({}, 0, ENTRIES[:600])
    del held["tile/0/001"], held["tile/entries/001"]
    with pytest.raises(KeyError, match="tile/0/001 is missing"):
        merkle.inclusion_proof(tiles.subtrees(held, 600), 300, 600)
    with pytest.raises(KeyError, match="tile/0/001 is missing"):
        list(tiles.leaf_hashes(held, 600))
    with pytest.raises(KeyError, match="tile/entries/001 is missing"):
        list(tiles.commitments(held, 600))
    with pytest.raises(KeyError, match="is missing"):
        tiles.grow({}, 600, ENTRIES[:1])


def test_a_file_cut_short_is_named():
    held = tiles.grow({}, 0, ENTRIES[:300])
    cut = {path: content[:-1] for path, content in held.items()}
    with pytest.raises(ValueError, match=r"tile/0/000 has 8191 bytes, not 8192"):
        list(tiles.leaf_hashes(cut, 300))
    with pytest.raises(ValueError, match=r"tile/1/000.p/1 has 31 bytes, not 32"):
        tiles.frontier(cut, 300)
    with pytest.raises(ValueError, match="tile/entries/000 has 8703 bytes"):
        list(tiles.commitments(cut, 300))


def test_an_entry_of_another_length_is_no_commitment():
    with pytest.raises(ValueError, match="32 bytes"):
        tiles.grow({}, 0, [b"a body, by mistake"])
    with pytest.raises(ValueError, match="other than hashes"):
        list(tiles.commitments({"tile/entries/000.p/1": b"\x00\x1f" + bytes(32)}, 1))
