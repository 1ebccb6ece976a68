"""The pages speak English and Spanish, whole, and say that nobody has reviewed the Spanish yet."""

import re
from datetime import date

import pytest
from django.test import override_settings
from django.utils.translation import trans_real

from amparo.figures import FIGURES, query
from amparo.purposes import Action, DataClass, Origin, Purpose, view
from amparo.purposes.labels import FIELDS as LABELLED
from amparo.purposes.labels import VAULTED
from amparo.purposes.matrix import Verdict
from amparo.web import filters, names
from amparo.words.agencies import Role
from docs import translate
from tests.rooms.snapshots.rows import counted
from tests.rooms.web.brackets import unspoken, write_catalogue

SPOKEN = (
    *("/", "/children/", "/figures/", "/feeds/", "/rules", "/nowhere", "/sign-in"),
    "/figures/nta-not-issued?earlier=2024-01-01",
    "CHILD",
    "CHILD?purpose=oversight",
    "CHILDtimeline?purpose=oversight",
    "CHILDlooks?purpose=oversight",
)
TRANSLATIONS: dict[str, object] = vars(trans_real)["_translations"]
NEVER_SHOWN = {*view._NOT_SHOWN, *view._TOKENS}


def test_nothing_is_left_to_translate_and_nothing_is_fuzzy():
    assert translate.untranslated(translate.in_step()) == []


def test_what_the_pages_read_is_what_was_translated():
    assert translate.MO.read_bytes() == translate.compiled(translate.in_step())


def test_whatever_stands_beside_a_figure_has_a_name():
    day = date(2024, 5, 31)
    shown = {
        name
        for figure in FIGURES.values()
        for name in (*counted(figure, {}, day).extra, *query(figure, day, day).part)
    }
    assert sorted(shown.difference(names.COLUMNS, {"by_year"})) == []


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ("role", Role),
        ("purpose", Purpose),
        ("class", DataClass),
        ("origin", Origin),
        ("verdict", Verdict),
        ("done", Action),
        ("event", [kind.__struct_config__.tag for kind in LABELLED]),
    ],
)
def test_every_code_has_a_name(table, words):
    unnamed = {str(word) for word in words} - set(names.TABLES[table])
    assert unnamed <= {"repeated"}


def test_a_page_in_spanish_says_so_and_that_nobody_reviewed_it(browse):
    somebody = browse("case-manager")
    assert "Unreviewed" not in somebody.text("/")
    somebody.post("/language", {"language": "es", "next": "/"})
    page = somebody.text("/")
    assert '<html lang="es">' in page
    assert "Mi día" in page
    assert "Traducción sin revisar" in page
    assert somebody.cookies["amparo-language"]["httponly"]


@pytest.fixture
def _bracketed(tmp_path):
    """A language in which every sentence of the catalogue stands in brackets."""
    write_catalogue(tmp_path)
    with override_settings(LOCALE_PATHS=[tmp_path]):
        _forget_words()
        yield
    _forget_words()


def _forget_words():
    TRANSLATIONS.clear()
    for remembered in (filters._called, filters._written):
        remembered.cache_clear()


@pytest.mark.usefixtures("_bracketed")
def test_no_page_says_anything_that_cannot_be_translated(browse, child_of):
    somebody = browse("inspector")
    somebody.cookies["amparo-language"] = "es"
    child = child_of("case-manager")
    pages = {one: somebody.text(one.replace("CHILD", f"/children/{child}/")) for one in SPOKEN}
    ruling = browse("field-specialist")
    ruling.cookies["amparo-language"] = "es"
    pages |= {one: ruling.text(one) for one in ("/same/", f"/children/{child}/part")}
    duty = re.findall(r'href="(/duties/[^"]+)"', ruling.text("/?gap=failed-to-appear"))[0]
    pages |= {one: ruling.text(one) for one in (duty, "/duties/0123456789abcdef")}
    left = {address: unspoken(page) for address, page in pages.items()}
    assert {address: texts for address, texts in left.items() if texts} == {}


def test_every_field_that_an_event_shows_has_a_name():
    shown = {field for kind in LABELLED for field in kind.__struct_fields__} | set(VAULTED)
    assert shown - {*names.TABLES["field"], *NEVER_SHOWN} == set()


@pytest.mark.parametrize(
    "template", sorted(translate.WEB.glob("templates/*.html")), ids=lambda path: path.stem
)
def test_no_template_says_anything_outside_of_the_catalogue(template):
    """Whatever stands in it, in branches too that no visit of the tests comes to."""
    text = _TRANSLATED.sub("", template.read_text())
    assert unspoken(_TAG.sub("", text)) == []


_TRANSLATED = re.compile(r"\{% blocktranslate\b.*?\{% endblocktranslate %\}", re.DOTALL)
_TAG = re.compile(r"\{[%{].*?[%}]\}")
