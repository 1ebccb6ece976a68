"""A map's root binds each key to its value; a proof shows what a key has, or lacks, and no more."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from itertools import pairwise
from typing import NamedTuple, Self

import msgspec
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from amparo.ledger import merkle
from amparo.ledger.merkle_map import (
    EMPTY,
    Leaf,
    MapProof,
    Node,
    grown,
    holds,
    prove,
    root,
    root_of,
)

HELD = 100_000


@dataclass
class Kept:
    """The nodes of one map, as a store would keep them, and what was asked of it."""

    nodes: dict[str, Node] = field(default_factory=dict)
    asked: list[set[str]] = field(default_factory=list)

    def read(self, paths: Collection[str]) -> Mapping[str, Node]:
        self.asked.append(set(paths))
        return {path: self.nodes[path] for path in paths if path in self.nodes}

    def grow(self, changes: Mapping[bytes, bytes]) -> None:
        self.nodes |= grown(changes, self.read)


def kept(entries: Mapping[bytes, bytes]) -> Kept:
    growing = Kept()
    growing.grow(entries)
    return Kept(growing.nodes)


def key_of(name: str) -> bytes:
    return sha256(name.encode()).digest()


def value_of(looks: int) -> bytes:
    """So many disclosures, and the head of their chain."""
    return looks.to_bytes(4, "big") + sha256(f"look {looks}".encode()).digest()


@cache
def bits(key: bytes) -> str:
    return "".join(f"{byte:08b}" for byte in key)


def by_definition(entries: Mapping[bytes, bytes], path: str = "") -> bytes:
    """The root exactly as the module's docstring writes it, by the bits as they are read."""
    here = [key for key in entries if bits(key).startswith(path)]
    if not here:
        return sha256(b"\x04").digest()
    if len(here) == 1:
        return sha256(b"\x02" + here[0] + sha256(entries[here[0]]).digest()).digest()
    left, right = by_definition(entries, path + "0"), by_definition(entries, path + "1")
    return sha256(b"\x03" + left + right).digest()


# --- keys that stand far apart, and keys that only their last bits tell apart ---------------------

anywhere = st.binary(min_size=32, max_size=32)
values = st.binary(min_size=32, max_size=40)


def parted_after(key: bytes, depth: int, rest: bytes) -> bytes:
    """A key that shares exactly `depth` bits with this one, and then goes as `rest` does."""
    first, own = bits(key), bits(rest)
    other_side = "10"[int(first[depth])]
    return int(first[:depth] + other_side + own[depth + 1 :], 2).to_bytes(32, "big")


def beside(key: bytes) -> st.SearchStrategy[bytes]:
    """Keys that leave this one's path at any depth: at the root, or with the very last bit."""
    rest = anywhere | st.just(key)
    return st.builds(parted_after, st.just(key), st.integers(0, 255), rest)


def keys() -> st.SearchStrategy[bytes]:
    first = st.sampled_from([bytes(32), b"\xff" * 32, key_of("Ana")])
    return first | first.flatmap(beside) | anywhere


entries = st.dictionaries(keys(), values, max_size=12)
some_entries = st.dictionaries(keys(), values, min_size=1, max_size=12)
portions = st.lists(st.dictionaries(keys(), values, max_size=5), max_size=6)
TWINS = {bytes(32): value_of(1), bytes(31) + b"\x01": value_of(2)}


# --- the root -------------------------------------------------------------------------------------


@given(entries)
@example(TWINS)
def test_the_root_is_the_one_that_the_definition_gives(entries):
    assert root_of(entries) == by_definition(entries)


@given(entries, keys(), values)
@example(TWINS, bytes(32), value_of(3))
def test_one_key_more_or_another_value_is_another_root(entries, key, value):
    others = {**entries, key: value}
    assert (root_of(entries) == root_of(others)) == (entries == others)


@given(portions)
@example([TWINS])
def test_a_map_grown_in_portions_is_the_map_of_all_they_said_last(portions):
    growing, said = Kept(), dict[bytes, bytes]()
    for portion in portions:
        growing.grow(portion)
        said |= portion
        assert root(growing.read) == root_of(said)
    assert growing.nodes == kept(said).nodes


@given(some_entries, st.randoms(use_true_random=False))
def test_the_order_in_which_keys_come_changes_nothing(entries, random):
    growing = Kept()
    for key in random.sample(sorted(entries), len(entries)):
        growing.grow({key: entries[key]})
    assert growing.nodes == kept(entries).nodes


@given(some_entries)
def test_a_value_told_again_changes_nothing(entries):
    growing = kept(entries)
    before = dict(growing.nodes)
    growing.grow(entries)
    assert growing.nodes == before


def test_the_root_of_a_map_without_keys_is_that_of_nothing():
    assert root(Kept().read) == root_of({}) == EMPTY == sha256(b"\x04").digest()
    assert grown({}, kept(TWINS).read) == {}


def test_no_hash_of_the_map_is_one_that_the_list_of_entries_has_for_the_same_bytes():
    key, value = key_of("Ana"), value_of(3)
    value_hash = sha256(value).digest()
    of_the_list = {merkle.leaf_hash(key + value_hash), merkle.node_hash(key, value_hash)}
    assert root_of({key: value}) not in of_the_list
    left, right = (root_of({key: value}) for key, value in TWINS.items())
    of_the_list = {merkle.leaf_hash(left + right), merkle.node_hash(left, right)}
    assert not of_the_list & {node.hash for node in kept(TWINS).nodes.values()}
    assert merkle.EMPTY_ROOT != EMPTY != merkle.leaf_hash(b"")


# --- what a proof shows ---------------------------------------------------------------------------


@given(some_entries, values)
@example(TWINS, value_of(3))
def test_a_proof_shows_every_key_with_its_value_and_with_no_other(entries, other):
    held, top = kept(entries), root_of(entries)
    for key, value in entries.items():
        proof = prove(key, held.read)
        assert holds(top, key, value, proof)
        assert holds(top, key, other, proof) == (other == value)
        assert not holds(top, key, None, proof)


@given(entries, keys())
@example(TWINS, bytes(31) + b"\x02")
def test_a_proof_shows_a_key_to_be_absent_exactly_where_it_is(entries, key):
    top, proof = root_of(entries), prove(key, kept(entries).read)
    assert holds(top, key, None, proof) == (key not in entries)
    assert holds(top, key, entries.get(key, value_of(0)), proof) == (key in entries)


@given(entries, entries, keys())
def test_a_proof_shows_only_what_is_so_under_whatever_root_it_is_held_against(now, then, key):
    proof = prove(key, kept(then).read)
    for value in (None, *now.values(), *then.values()):
        if holds(root_of(now), key, value, proof):
            assert now.get(key) == value


a_bit = st.tuples(st.integers(0, 31), st.integers(0, 7))


@given(some_entries, a_bit, st.data())
def test_with_any_bit_altered_a_proof_of_a_value_shows_nothing(entries, bit, data):
    key, value = data.draw(st.sampled_from(sorted(entries.items())))
    shown = Shown(root_of(entries), key, value, prove(key, kept(entries).read))
    assert holds(*shown)
    assert not any(holds(*wrong) for wrong in shown.altered(bit))


@given(entries, keys(), a_bit)
@example(TWINS, bytes(31) + b"\x02", (31, 0))
def test_with_any_bit_altered_a_proof_of_absence_shows_nothing(entries, key, bit):
    assume(key not in entries)
    shown = Shown(root_of(entries), key, None, prove(key, kept(entries).read))
    assert holds(*shown)
    for wrong in shown.altered(bit):
        # Another absent key may end in the very same place, and then this is its proof too.
        also_absent = wrong == shown._replace(key=wrong.key) and wrong.key not in entries
        assert also_absent or not holds(*wrong)


class Shown(NamedTuple):
    """What a proof is held against, in the order in which `holds` takes it."""

    root: bytes
    key: bytes
    value: bytes | None
    proof: MapProof

    def altered(self, bit: tuple[int, int]) -> Iterator[Self]:
        """The same with this bit of each part altered in turn, and with a part more or less."""
        yield self._replace(root=altered(self.root, bit))
        yield self._replace(key=altered(self.key, bit))
        if self.value is not None:
            yield self._replace(value=altered(self.value, bit))
        yield from (self._replace(proof=wrong) for wrong in altered_proofs(self.proof, bit))


def altered(said: bytes, bit: tuple[int, int]) -> bytes:
    place, power = bit
    return said[:place] + bytes([said[place] ^ 1 << power]) + said[place + 1 :]


def altered_proofs(proof: MapProof, bit: tuple[int, int]) -> Iterator[MapProof]:
    siblings, other = proof.siblings, proof.other
    for place, sibling in enumerate(siblings):
        before, after = siblings[:place], siblings[place + 1 :]
        yield MapProof((*before, altered(sibling, bit), *after), other)
        yield MapProof((*before, *after), other)
    yield MapProof((*siblings, EMPTY), other)
    yield MapProof((EMPTY, *siblings), other)
    if other is None:
        yield MapProof(siblings, Leaf(key_of("Rosa"), key_of("what Rosa has")))
    else:
        yield MapProof(siblings)
        yield MapProof(siblings, Leaf(altered(other.key, bit), other.value_hash))
        yield MapProof(siblings, Leaf(other.key, altered(other.value_hash, bit)))


# --- proofs made to deceive -----------------------------------------------------------------------


def test_a_key_is_not_shown_absent_by_its_own_leaf():
    ana = Leaf(key_of("Ana"), sha256(value_of(3)).digest())
    assert not holds(ana.hash, ana.key, None, MapProof((), ana))


def test_a_leaf_to_which_another_path_leads_shows_nothing_about_this_key():
    on_the_left, on_the_right = bytes(32), b"\xff" * 32
    misplaced = Leaf(on_the_right, sha256(value_of(1)).digest())
    top = sha256(b"\x03" + misplaced.hash + EMPTY).digest()
    assert not holds(top, on_the_left, None, MapProof((EMPTY,), misplaced))


def test_a_key_that_is_itself_the_hash_of_a_leaf_shows_nothing_below_it():
    hidden, value = bytes(32), value_of(1)
    crafted = root_of({hidden: value})
    top = root_of({crafted: value_of(2)})
    assert not holds(top, hidden, value, MapProof((sha256(value_of(2)).digest(),)))


def test_a_leaf_cut_elsewhere_into_key_and_value_shows_nothing():
    leaf = Leaf(bytes(32), sha256(value_of(1)).digest())
    together = leaf.key + leaf.value_hash
    for cut in (*range(32), *range(33, 65)):
        elsewhere = Leaf(together[:cut], together[cut:])
        assert elsewhere.hash == leaf.hash
        assert not holds(leaf.hash, bytes(32), None, MapProof((), elsewhere))
        assert not holds(leaf.hash, b"\xff" * 32, None, MapProof((), elsewhere))


@pytest.mark.parametrize("length", [0, 31, 33])
def test_what_is_no_key_is_not_shown_absent(length):
    assert not holds(EMPTY, bytes(length), None, MapProof(()))


def test_a_sibling_of_another_length_shows_nothing():
    key, value = bytes(32), value_of(1)
    leaf = root_of({key: value})
    for sibling in (b"", b"short", EMPTY + EMPTY):
        top = sha256(b"\x03" + leaf + sibling).digest()
        assert not holds(top, key, value, MapProof((sibling,)))


def test_a_proof_longer_than_a_key_shows_nothing():
    assert not holds(EMPTY, bytes(32), None, MapProof((EMPTY,) * 257))
    assert not holds(EMPTY, bytes(32), None, MapProof((EMPTY,) * 257, Leaf(key_of("a"), EMPTY)))


rubbish = (
    st.none()
    | st.integers()
    | st.text(max_size=40)
    | st.binary(max_size=40)
    | anywhere
    | st.lists(anywhere | st.none(), max_size=3)
)
a_leaf_of_rubbish = st.builds(Leaf, rubbish, rubbish)
a_proof_of_rubbish = st.builds(MapProof, rubbish, rubbish | a_leaf_of_rubbish)


@given(rubbish, rubbish, rubbish, rubbish | a_proof_of_rubbish)
@example(EMPTY, bytes(32), None, None)
@example(EMPTY, bytes(32), None, MapProof((None,)))  # type: ignore[arg-type]
@example(EMPTY, "x" * 32, None, MapProof((EMPTY,)))
def test_rubbish_shows_nothing_and_breaks_nothing(top, key, value, proof):
    assert holds(top, key, value, proof) is False


def test_a_proof_survives_being_written_down_and_read_again():
    top = root_of(TWINS)
    for key in (*TWINS, key_of("Ana"), bytes(31) + b"\x02"):
        proof = prove(key, kept(TWINS).read)
        again = msgspec.json.decode(msgspec.json.encode(proof), type=MapProof)
        assert holds(top, key, TWINS.get(key), again)


# --- what may not be put in -----------------------------------------------------------------------


@pytest.mark.parametrize("length", [0, 31, 33])
def test_a_key_of_another_length_is_refused(length):
    asks: list[Callable[[bytes], object]] = [
        lambda key: grown({key: value_of(1)}, Kept().read),
        lambda key: root_of({key: value_of(1)}),
        lambda key: prove(key, Kept().read),
    ]
    for ask in asks:
        with pytest.raises(ValueError, match=f"A key has 32 bytes and not {length}"):
            ask(bytes(length))


def test_a_value_short_enough_to_be_guessed_is_refused():
    for put in (root_of, lambda entries: grown(entries, Kept().read)):
        with pytest.raises(ValueError, match="at least 32 bytes and not 31"):
            put({key_of("Ana"): bytes(31)})


# --- what it reads --------------------------------------------------------------------------------


@cache
def nodes_of_many() -> dict[str, Node]:
    return kept({key_of(f"child {n}"): value_of(n) for n in range(HELD)}).nodes


def test_one_key_grows_into_a_hundred_thousand_by_fewer_than_sixty_nodes():
    for name in ("Ana", "child 7", *(f"Mateo {n}" for n in range(50))):
        held = Kept(nodes_of_many())
        grown({key_of(name): value_of(1)}, held.read)
        assert sum(map(len, held.asked)) < 60
        held.asked.clear()
        prove(key_of(name), held.read)
        assert sum(map(len, held.asked)) < 60


def test_many_keys_go_down_together_in_one_reading_for_each_depth():
    held = Kept(nodes_of_many())
    fresh = grown({key_of(f"Mateo {n}"): value_of(n) for n in range(200)}, held.read)
    depths = [{len(path) for path in asked} for asked in held.asked]
    assert depths == [{depth} for depth in range(len(held.asked))]
    assert len(held.asked) <= max(map(len, fresh)) + 1


@given(some_entries, some_entries)
def test_only_the_way_of_changed_keys_and_what_stands_beside_it_is_read(entries, changes):
    held = kept(entries)
    fresh = grown(changes, held.read)
    for path in set[str]().union(*held.asked):
        above = path[:-1]
        assert any(bits(key).startswith(above) for key in changes)
    assert all(not once & again for once, again in pairwise(held.asked))
    ways = [bits(key) for key in (*changes, *entries)]
    assert all(any(way.startswith(path) for way in ways) for path in fresh)
