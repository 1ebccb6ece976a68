"""Lists of codes: each code stands on one list, and what is written comes to one of few words."""

from itertools import combinations

from amparo.events import Answer
from amparo.words.vocabularies import (
    ANSWERS,
    CHANNEL_NOT_TOLD,
    CHANNELS,
    DEPARTED,
    EOIR_33,
    OTHER_DISCHARGES,
    RELEASED_TO_A_SPONSOR,
    RELIEF_GRANTED,
)


def test_a_discharge_is_of_one_kind_only():
    kinds = (RELEASED_TO_A_SPONSOR, DEPARTED, RELIEF_GRANTED, OTHER_DISCHARGES)
    for one, other in combinations(kinds, 2):
        assert not one & other


def test_every_answer_on_the_call_form_can_be_written_and_no_other():
    assert set(ANSWERS.values()) == {str(one) for one in Answer} - {str(Answer.NOT_ASKED)}
    assert all(written == written.lower() for written in ANSWERS)


def test_a_channel_is_one_whatever_the_case_and_not_to_be_told_is_none():
    assert len({channel.upper() for channel in CHANNELS}) == len(CHANNELS)
    assert EOIR_33 in CHANNELS
    assert CHANNEL_NOT_TOLD not in CHANNELS
