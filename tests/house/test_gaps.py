"""Every gap is owned, sourced, told in two languages and specified; every command is documented."""

import re
from pathlib import Path

import pytest
from hypothesis import given

from amparo.cli.cards import told_to
from amparo.duties import CARDS, Duty, State
from amparo.feeds import CONTRACTS
from amparo.figures import FIGURES
from amparo.gaps import GAPS, Gap, find
from amparo.gaps.base_rates import base_rates, in_words
from amparo.gaps.not_found import not_found
from amparo.record import fold, source_records
from amparo.words.agencies import AGENCY_OF, Role
from docs import build
from tests.properties.told import LAST_DAY, told

ROOT = Path(__file__).parents[2]
SPECS = ROOT / "tests" / "spec" / "gaps"

NOT_USED = re.compile(
    r"\b(alien|subject|target|manager|handler|processor|helper|utils?|misc|common|data|missing)s?\b"
)
"""Words the project does not use; *missing* only to say that a child is not said to be."""

NEVER_DUE = ("nta-not-issued", "nta-not-served")

every_gap = pytest.mark.parametrize("gap", GAPS.values(), ids=GAPS.keys())


def _prose(gap: Gap) -> str:
    told = (gap.says, gap.means, gap.is_not, gap.harm, gap.caution, gap.clock, *gap.closes_by)
    return " ".join(told)


def _spanish(gap: Gap) -> tuple[str, ...]:
    said = (gap.says_es, gap.means_es, gap.is_not_es, gap.harm_es, gap.caution_es, gap.clock_es)
    return *said, *gap.closes_by_es


@every_gap
def test_every_gap_is_owed_by_one_role_of_one_agency(gap):
    assert gap.owed_by in Role
    assert gap.agency == AGENCY_OF[gap.owed_by]


@every_gap
def test_every_gap_names_its_source_and_says_whether_it_was_read(gap):
    page = build.gap_page(gap, {})
    assert len(gap.source.citation) > 10
    mark = "(verified)" if gap.source.verified else "(unverified)"
    assert f"Source: {gap.source.citation} {mark}" in page


@every_gap
def test_every_gap_speaks_spanish_and_the_page_says_who_has_not_read_it(gap):
    page = build.gap_page(gap, {})
    assert len(gap.closes_by_es) == len(gap.closes_by)
    for spanish, english in zip(
        _spanish(gap),
        (gap.says, gap.means, gap.is_not, gap.harm, gap.caution, gap.clock, *gap.closes_by),
        strict=True,
    ):
        assert spanish
        assert spanish != english
        assert spanish in page
    assert page.index("Not yet reviewed by a person") < page.index(gap.says_es)


@every_gap
def test_every_card_says_what_harm_what_to_do_with_what_caution_and_how_often(gap):
    page = build.gap_page(gap, {})
    said = (gap.harm, CARDS[gap.name].says, gap.caution, in_words(gap.name), told_to(gap))
    assert all(one in page for one in said)


@every_gap
def test_every_gap_means_what_it_means_in_a_few_sentences(gap):
    assert len(re.findall(r"[.?](?:\s|$)", gap.means)) in {2, 3}


@every_gap
def test_every_gap_s_base_rate_was_measured(gap):
    """Every gap's base rate was measured."""
    rate = base_rates().gaps[gap.name]
    assert 0 <= rate.open <= rate.ever <= base_rates().children


def test_every_measured_rate_belongs_to_a_gap():
    assert base_rates().gaps.keys() == GAPS.keys()


def test_what_cannot_be_found_is_listed_with_the_reason_and_is_found_nowhere_else():
    names = [one.name for one in not_found()]
    assert len(set(names)) == len(names)
    assert not set(names) & GAPS.keys()
    for one in not_found():
        assert one.says.endswith(".")
        assert one.because.endswith(".")
        assert one.name in build.gaps_page()


@every_gap
def test_every_gap_has_a_chapter_of_timelines_that_open_it_and_that_close_it(gap):
    chapter = build.chapter(gap)
    answers = [timeline.answer for section in chapter.values() for timeline in section]
    assert all(chapter), f"a section of {gap.name} has no title"
    assert any("open since" in answer for answer in answers)
    assert any("closed on" in answer for answer in answers)


def test_every_chapter_belongs_to_a_gap():
    chapters = {path.stem.removeprefix("test_").replace("_", "-") for path in SPECS.glob("test_*")}
    assert chapters == set(GAPS)


@every_gap
def test_a_gap_is_found_by_its_file_name(gap):
    assert (ROOT / "src/amparo/gaps" / f"{gap.name.replace('-', '_')}.py").is_file()


@every_gap
def test_no_card_uses_a_word_we_do_not_use(gap):
    sentences = re.split(r"(?<=[.:;])\s", _prose(gap))
    for sentence in sentences:
        used = set(NOT_USED.findall(sentence.lower()))
        # "It does not say that the child is missing" is the one way in which the word may stand;
        # a number that is missing speaks of an address, not of a child.
        denied = "does not say that the child is missing" in sentence
        of_a_number = "numbers are missing" in sentence
        assert not used - ({"missing"} if denied or of_a_number else set()), sentence


@every_gap
def test_no_card_sends_anyone_to_look_for_a_child(gap):
    prose = _prose(gap).lower()
    for hunting in ("locate", "whereabouts", "apprehend", "arrest", "search for"):
        assert hunting not in prose


@given(told())
def test_a_notice_not_issued_or_not_served_is_never_due_and_never_late(rows):
    """No duty hunts: it stays visible and owned, and time alone changes nothing about it."""
    for gap, found in find(fold(source_records(rows.assertions))):
        if gap.name in NEVER_DUE:
            duty = _duty(gap, found.since, found.due)
            assert found.due is None
            assert duty.state(LAST_DAY.replace(year=2126)) is State.OPEN


def _duty(gap: Gap, opened, due) -> Duty:
    return Duty(
        duty="a duty",
        finding="a finding",
        gap=gap.name,
        owner=gap.owed_by,
        agency=gap.agency,
        opened=opened,
        due=due,
    )


@pytest.mark.parametrize("name", NEVER_DUE)
def test_their_cards_say_that_they_have_no_due_date_on_purpose(name):
    assert "no due date, on purpose" in GAPS[name].clock
    assert "sin plazo, a propósito" in GAPS[name].clock_es


# --- the pages --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def pages():
    return build.pages()


def test_every_command_says_what_it_does_and_stands_on_the_page(pages):
    for context in build.commands():
        assert context.command.help, f"{context.command_path} says nothing of itself"
        assert f"\n## {context.command_path}\n" in pages["commands.md"]


def test_every_option_of_every_command_stands_on_the_page(pages):
    for context in build.commands():
        own = pages["commands.md"].split(f"\n## {context.command_path}\n")[1].split("\n## ")[0]
        for parameter in context.command.get_params(context):
            written = parameter.opts if parameter.param_type_name == "option" else []
            assert all(f"{name}" in own for name in written), context.command_path


def test_every_gap_feed_and_figure_has_its_page(pages):
    for room, names in (("gaps", GAPS), ("feeds", CONTRACTS), ("figures", FIGURES)):
        for name in names:
            assert f"{room}/{name}.md" in pages
            assert f"[{name}]({name}.md)" in pages[f"{room}/README.md"]


def test_the_pages_are_made_the_same_twice(pages):
    assert build.pages() == pages


def test_the_pages_in_this_checkout_are_in_step():
    assert build.main(["--check"]) == 0


def test_a_page_that_says_something_else_is_named(pages, tmp_path):
    build.write(pages, tmp_path)
    assert build.out_of_step(pages, tmp_path) == []
    (tmp_path / "gaps" / "nta-not-filed.md").write_text("Something else.\n")
    (tmp_path / "commands.md").unlink()
    assert build.out_of_step(pages, tmp_path) == ["commands.md", "gaps/nta-not-filed.md"]


def test_a_page_that_nothing_makes_any_more_is_taken_away_and_a_persons_is_not(pages, tmp_path):
    old, by_hand = tmp_path / "gaps" / "old.md", tmp_path / "gaps" / "by-hand.md"
    build.write(pages, tmp_path)
    old.write_text(f"{build.WRITTEN}\n")
    by_hand.write_text("# Written by a person\n")
    assert build.out_of_step(pages, tmp_path) == ["gaps/old.md"]
    build.write(pages, tmp_path)
    assert not old.exists()
    assert by_hand.exists()


def test_check_names_what_is_stale_changes_nothing_and_says_so(monkeypatch, capsys):
    made = build.pages() | {"gaps/another.md": f"{build.WRITTEN}\n"}
    monkeypatch.setattr(build, "pages", lambda: made)
    assert build.main(["--check"]) == 1
    assert "docs/gaps/another.md" in capsys.readouterr().out
    assert not (build.DOCS / "gaps" / "another.md").exists()


def test_an_argument_that_means_nothing_is_refused(capsys):
    assert build.main(["--chekc"]) == 2
    assert "--check" in capsys.readouterr().err
