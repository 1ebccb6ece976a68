"""An account is a chain: nothing in it can be left out, moved or altered, and it names nobody."""

from hashlib import sha256

from hypothesis import assume, given
from hypothesis import strategies as st

from amparo.disclosures import FIRST, links_root, next_link, place_of, value_of

SECRET, OTHER = b"s" * 32, b"t" * 32
said = st.binary(min_size=1, max_size=40)
accounts = st.lists(said, min_size=1, max_size=8, unique=True)


def chain(texts: list[bytes], secret: bytes = SECRET) -> list[bytes]:
    """The links of an account, from its first disclosure on."""
    links = [FIRST]
    for number, text in enumerate(texts, start=1):
        links.append(next_link(secret, number, links[-1], text))
    return links[1:]


@given(accounts)
def test_an_account_and_its_secret_make_one_chain_of_32_bytes_a_link(texts):
    links = chain(texts)
    assert links == chain(texts)
    assert {len(link) for link in links} == {32}
    assert len(set(links)) == len(texts)


@given(accounts, st.data())
def test_a_disclosure_left_out_changes_every_link_after_it(texts, data):
    gone = data.draw(st.integers(0, len(texts) - 1))
    shorter = chain(texts[:gone] + texts[gone + 1 :])
    assert shorter[:gone] == chain(texts)[:gone]
    assert not set(shorter[gone:]) & set(chain(texts)[gone:])


@given(accounts, said, st.data())
def test_a_disclosure_altered_changes_its_link_and_the_head(texts, instead, data):
    altered = data.draw(st.integers(0, len(texts) - 1))
    assume(texts[altered] != instead)
    other = chain([*texts[:altered], instead, *texts[altered + 1 :]])
    assert other[altered] != chain(texts)[altered]
    assert other[-1] != chain(texts)[-1]


@given(accounts, st.randoms(use_true_random=False))
def test_two_disclosures_that_change_places_change_the_head(texts, chance):
    shuffled = chance.sample(texts, len(texts))
    assume(shuffled != texts)
    assert chain(shuffled)[-1] != chain(texts)[-1]


def test_the_same_said_twice_is_two_links():
    assert len(set(chain([b"a look", b"a look"]))) == 2


def test_a_number_given_otherwise_is_another_link():
    links = {next_link(SECRET, number, FIRST, b"a look") for number in (1, 2, 256, 1 << 40)}
    assert len(links) == 4


@given(said)
def test_one_look_at_two_children_has_links_that_nobody_without_the_keys_can_match(text):
    assert not set(chain([text])) & set(chain([text], OTHER))


def test_what_is_said_may_not_be_moved_into_the_link_before_it():
    """Number, link and text have their own lengths: no cutting them apart elsewhere is the same."""
    before = b"\x01" * 32
    assert next_link(SECRET, 1, before, b"a look") != next_link(
        SECRET, 1, before[:-1], b"\x01a look"
    )


def test_the_place_in_the_map_tells_no_link_and_no_secret():
    place = place_of(SECRET)
    assert len(place) == 32
    assert place == place_of(SECRET)
    assert place != place_of(OTHER)
    assert place not in {SECRET, sha256(SECRET).digest(), next_link(SECRET, 1, FIRST, b"")}


def test_the_map_holds_how_long_an_account_is_and_its_last_link():
    head = next_link(SECRET, 1, FIRST, b"a look")
    assert value_of(1, head) == (1).to_bytes(8, "big") + head
    assert len({value_of(1, head), value_of(2, head), value_of(1, OTHER)}) == 3


@given(st.lists(st.binary(min_size=32, max_size=32), min_size=1, max_size=9, unique=True))
def test_an_entry_binds_the_links_of_all_its_children(links):
    root = links_root(links)
    assert len(root) == 32
    assert links_root(links[:1]) == sha256(b"\0" + links[0]).digest()
    if len(links) > 1:
        assert (
            len({root, links_root(links[1:]), links_root(links[:-1]), links_root(links[::-1])}) == 4
        )
