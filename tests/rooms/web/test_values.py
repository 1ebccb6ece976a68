"""How told values read: few words in the reader's language, days as days, names as told."""

import pytest
from django.utils.translation import override

from amparo.feeds.court.codes import codes_of
from amparo.web.filters import reason, record_key, signed, value
from amparo.words.addresses import AddressStatus


@pytest.mark.parametrize(
    ("field", "told", "english", "spanish"),
    [
        ("juvenile", "Y", "yes", "sí"),
        ("sex", "F", "female", "femenino"),
        ("side", "ALIEN", "the child’s", "la del menor"),
        ("language", "SP (Spanish)", "SP (Spanish)", "SP (español)"),
        ("hearing_on", "2025-03-25", "Mar 25, 2025", "25 mar 2025"),
        ("turns_18_in", "2023-09-01", "2023-09", "2023-09"),
        ("court", "ELP", "El Paso, Texas (ELP)", "El Paso, Texas (ELP)"),
        ("court", "MU1", "MU1", "MU1"),
        ("at", "0830", "08:30", "08:30"),
        ("codes", "no unit, blank", "no unit, blank", "sin unidad, en blanco"),
        ("surnames", "Y", "Y", "Y"),
        ("program", "mail", "mail", "mail"),
        ("notice_on", "on a Friday", "on a Friday", "on a Friday"),
    ],
    ids=lambda one: str(one)[:12],
)
def test_a_value_reads_in_the_readers_language(field, told, english, spanish):
    with override("en"):
        assert value(told, field) == english
    with override("es"):
        assert value(told, field) == spanish


@pytest.mark.parametrize("status", list(AddressStatus))
def test_each_state_of_an_address_has_its_spanish(status):
    with override("es"):
        assert value(status, "status") not in {str(status), ""}


def test_a_code_of_the_court_that_is_none_of_our_words_stays_as_it_was_told():
    assert "B" in codes_of("tblLookupCourtDecision")
    with override("es"):
        assert value("B (Admin closing)", "decision") == "B (Admin closing)"


def test_a_key_is_shown_whole_and_a_number_of_ours_by_its_beginning():
    assert record_key("EOIR:case/990000027") == "EOIR:case/990000027"
    assert record_key("0123456789abcdef" * 2) == "01234567…"


def test_a_difference_has_its_sign():
    assert [signed(one) for one in (-18, 0, 4)] == ["−18", "0", "+4"]


def test_why_a_finding_is_one_is_said_with_its_number():
    with override("es"):
        assert reason("4 unrelated children") == "4 menores sin parentesco"
        assert reason("stale address") == "el aviso fue a una dirección antigua"
