"""The tree agrees with the reference, and a path shows what it should and nothing else."""

from hashlib import sha256
from itertools import pairwise

import msgspec
import pytest

from amparo.ledger import merkle

# The leaves and roots of the Certificate Transparency reference implementation.
REFERENCE_LEAVES = [
    bytes.fromhex(leaf)
    for leaf in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
REFERENCE_ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
REFERENCE_PATH_OF_LEAF_0_OF_8 = [
    "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
    "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
    "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
]
REFERENCE_PATH_FROM_6_TO_8 = [
    "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
    "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
]
HASHES = [sha256(str(number).encode()).digest() for number in range(65)]


def by_definition(hashes: list[bytes]) -> bytes:
    """MTH exactly as RFC 6962 section 2.1 writes it, slow and plain."""
    if not hashes:
        return sha256(b"").digest()
    if len(hashes) == 1:
        return hashes[0]
    k = 1
    while k * 2 < len(hashes):
        k *= 2
    return sha256(b"\x01" + by_definition(hashes[:k]) + by_definition(hashes[k:])).digest()


ROOTS = [by_definition(HASHES[:size]) for size in range(65)]


def test_the_roots_are_those_of_the_reference_implementation():
    hashes = merkle.leaf_hashes(REFERENCE_LEAVES)
    assert [merkle.root(hashes[:size]).hex() for size in range(9)] == REFERENCE_ROOTS


def test_the_paths_are_those_of_the_reference_implementation():
    subtree = merkle.subtrees(merkle.leaf_hashes(REFERENCE_LEAVES))
    inclusion = merkle.inclusion_proof(subtree, 0, 8)
    consistency = merkle.consistency_proof(subtree, 6, 8)
    assert [step.hex() for step in inclusion] == REFERENCE_PATH_OF_LEAF_0_OF_8
    assert [step.hex() for step in consistency] == REFERENCE_PATH_FROM_6_TO_8


def test_every_root_is_the_one_the_definition_gives():
    assert [merkle.root(HASHES[:size]) for size in range(65)] == ROOTS


def test_every_leaf_of_every_tree_up_to_64_is_shown_by_its_path():
    subtree = merkle.subtrees(HASHES)
    for size in range(1, 65):
        for index in range(size):
            path = merkle.inclusion_proof(subtree, index, size)
            assert merkle.includes(ROOTS[size], size, index, HASHES[index], path)


def test_no_path_shows_a_leaf_anywhere_but_in_its_own_place():
    subtree = merkle.subtrees(HASHES)
    for size in range(2, 20):
        for index in range(size):
            path = merkle.inclusion_proof(subtree, index, size)
            for other in range(-1, size + 2):
                shown = merkle.includes(ROOTS[size], size, other, HASHES[index], path)
                assert shown == (other == index)


def test_a_path_for_another_size_or_with_a_step_more_or_less_shows_nothing():
    subtree = merkle.subtrees(HASHES)
    for size in range(2, 33):
        for index in range(size):
            path = merkle.inclusion_proof(subtree, index, size)
            for wrong in (path[:-1], path[1:], (*path, HASHES[0]), (HASHES[0], *path), ()):
                assert not merkle.includes(ROOTS[size], size, index, HASHES[index], wrong)
            assert not merkle.includes(ROOTS[size - 1], size, index, HASHES[index], path)
            assert not merkle.includes(ROOTS[size], size * 4, index, HASHES[index], path)


def test_every_tree_up_to_64_is_shown_to_begin_with_every_smaller_one():
    subtree = merkle.subtrees(HASHES)
    for second in range(65):
        for first in range(second + 1):
            path = merkle.consistency_proof(subtree, first, second)
            assert merkle.continues(ROOTS[first], first, ROOTS[second], second, path)


def test_no_tree_is_shown_to_begin_with_one_that_it_does_not_begin_with():
    subtree = merkle.subtrees(HASHES)
    for second in range(2, 33):
        for first in range(1, second):
            path = merkle.consistency_proof(subtree, first, second)
            old, new = ROOTS[first], ROOTS[second]
            assert not merkle.continues(ROOTS[first - 1], first, new, second, path)
            assert not merkle.continues(old, first, ROOTS[second - 1], second, path)
            assert not merkle.continues(new, second, old, first, path)
            for wrong in (path[:-1], (*path, HASHES[0]), (HASHES[0], *path), ()):
                assert not merkle.continues(old, first, new, second, wrong)


def test_only_the_empty_root_is_the_beginning_of_everything():
    assert merkle.continues(merkle.EMPTY_ROOT, 0, ROOTS[5], 5, ())
    assert not merkle.continues(ROOTS[1], 0, ROOTS[5], 5, ())
    assert not merkle.continues(merkle.EMPTY_ROOT, 0, ROOTS[5], 5, (HASHES[0],))


def test_a_tree_does_not_continue_another_of_its_own_size():
    assert merkle.continues(ROOTS[5], 5, ROOTS[5], 5, ())
    assert not merkle.continues(ROOTS[4], 5, ROOTS[5], 5, ())
    assert not merkle.continues(ROOTS[5], 5, ROOTS[5], 5, (HASHES[0],))


def test_there_is_no_path_to_a_leaf_or_a_tree_that_never_was():
    subtree = merkle.subtrees(HASHES)
    for index, size in ((5, 5), (-1, 5), (0, 0)):
        with pytest.raises(IndexError):
            merkle.inclusion_proof(subtree, index, size)
    for first, second in ((6, 5), (-1, 5)):
        with pytest.raises(IndexError):
            merkle.consistency_proof(subtree, first, second)


def test_a_frontier_grows_one_leaf_at_a_time_as_it_does_all_at_once():
    frontier = merkle.Frontier()
    for size, leaf in enumerate(HASHES[:64], 1):
        frontier = frontier.append([leaf])
        assert (frontier.size, frontier.root()) == (size, ROOTS[size])
        assert frontier == merkle.Frontier().append(HASHES[:size])


def test_a_frontier_that_takes_nothing_stays_as_it_was():
    frontier = merkle.Frontier().append(HASHES[:11])
    assert frontier.append([]) == frontier


def test_a_frontier_is_found_again_in_the_tree_it_belongs_to():
    subtree = merkle.subtrees(HASHES)
    for size in range(65):
        assert merkle.frontier(subtree, size) == merkle.Frontier().append(HASHES[:size])


def test_a_frontier_survives_being_written_down():
    frontier = merkle.Frontier().append(HASHES[:11])
    written = msgspec.json.encode(frontier)
    assert msgspec.json.decode(written, type=merkle.Frontier) == frontier


@pytest.mark.parametrize(
    ("size", "peaks"),
    [(3, (HASHES[0],)), (-1, ()), (1, (b"short",)), (0, (HASHES[0],))],
)
def test_a_frontier_whose_peaks_do_not_fit_its_size_is_refused(size, peaks):
    with pytest.raises(ValueError, match="peak"):
        merkle.Frontier(size, peaks)


def test_a_leaf_never_passes_for_a_node():
    left, right = HASHES[0], HASHES[1]
    assert merkle.leaf_hash(left + right) != merkle.node_hash(left, right)
    assert all(one != other for one, other in pairwise(ROOTS))
