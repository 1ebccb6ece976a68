"""What the ledger keeps of a look is read back as it was said, and names nobody."""

import json

import msgspec
import pytest

from amparo.disclosures import Disclosed, entry_body, read_entry, said
from amparo.ledger import canonical_json
from amparo.purposes import Action
from tests.rooms.disclosures.made_up import WHEN, told

SEARCH = told(
    action=Action.SEARCH, command="children find", asked="ab" * 32, hits=0, requests=(), classes=()
)
AS_OF = told(true_on=WHEN.date(), known_at=WHEN.date(), answer="refusal", because="No.", classes=())
kinds = pytest.mark.parametrize("one", [told(), SEARCH, AS_OF], ids=["look", "search", "refusal"])


def text(one: Disclosed) -> bytes:
    return said(canonical_json(entry_body(one)))


@kinds
def test_an_entry_is_read_back_as_it_was_said(one):
    assert read_entry(canonical_json(entry_body(one))) == one


@kinds
def test_what_chains_an_entry_is_no_part_of_what_it_says(one):
    """So that the links can be made before the entry that holds their root."""
    chained = entry_body(one) | {"children": 1, "links": "ab", "number": 3, "previous": "cd"}
    assert said(canonical_json(chained)) == text(one)


@pytest.mark.parametrize("field", Disclosed.__struct_fields__)
def test_every_word_of_an_entry_is_part_of_what_its_links_commit_to(field):
    others = {"at": WHEN.replace(hour=16), "hits": 1, "requests": (), "true_on": WHEN.date()}
    words = {"role": "counsel", "purpose": "care", "action": "list", "known_at": WHEN.date()}
    otherwise = (others | words).get(field, () if field in {"classes", "rules"} else "otherwise")
    assert text(msgspec.structs.replace(told(), **{field: otherwise})) != text(told())


def test_an_entry_says_that_it_is_a_disclosure_and_is_the_same_text_each_time():
    assert json.loads(text(told()))["entry"] == "disclosure"
    assert text(told()) == text(told())


def test_links_still_hold_when_a_later_reader_knows_fewer_or_more_words():
    body = entry_body(told()) | {"a word of later": "that this reader does not know"}
    assert said(canonical_json(body)) == canonical_json(body)


def test_no_other_entry_is_taken_for_a_disclosure():
    for body in (b'{"entry":"delivery","digest":"00"}', b"{}", b"zz"):
        with pytest.raises(msgspec.MsgspecError):
            read_entry(body)


def test_no_field_of_an_entry_is_for_a_name_a_number_or_an_address_of_a_child():
    fields = set(Disclosed.__struct_fields__)
    assert not fields & {"child", "children", "name", "a_number", "identity", "address", "text"}
