"""Writes the pages of docs/ that say what the code says; with --check, names those out of step."""

import inspect
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from importlib import import_module
from pathlib import Path
from textwrap import dedent
from typing import Any, NamedTuple

import click

ROOT = Path(__file__).resolve().parents[1]
if str(ROOT) not in sys.path:  # the timelines lie in tests/, beside the package
    sys.path.insert(0, str(ROOT))

from amparo.cli.cards import told_to  # noqa: E402
from amparo.cli.clocks import in_force as days_in_force  # noqa: E402
from amparo.cli.clocks import told_by  # noqa: E402
from amparo.cli.main import amparo as the_command  # noqa: E402
from amparo.clocks.deadline import Deadline  # noqa: E402
from amparo.clocks.table import CLOCKS  # noqa: E402
from amparo.duties import CARDS  # noqa: E402
from amparo.feeds import CONTRACTS  # noqa: E402
from amparo.feeds.contract import Column, Contract  # noqa: E402
from amparo.feeds.forbidden import BIOMETRIC, SPONSOR_STATUS, THERAPY  # noqa: E402
from amparo.figures import (  # noqa: E402
    FIGURES,
    Figure,
    Query,
    in_print,
    lineage,
    query,
    units,
)
from amparo.gaps import GAPS, Gap, Kind  # noqa: E402
from amparo.gaps.base_rates import in_words as base_rate_in_words  # noqa: E402
from amparo.gaps.feeds import FEED_GAPS, FeedGap  # noqa: E402
from amparo.gaps.not_found import not_found  # noqa: E402
from amparo.purposes.data_class import CLASSES  # noqa: E402
from amparo.purposes.entries import Entry, entries  # noqa: E402
from amparo.purposes.matrix import DOSSIER_SOURCE, Verdict  # noqa: E402
from amparo.purposes.purpose import PURPOSES  # noqa: E402
from amparo.purposes.roles import ROLES  # noqa: E402
from amparo.purposes.rules import in_force, package_rules  # noqa: E402
from amparo.words.untold import Untold  # noqa: E402

DOCS = ROOT / "docs"
WRITTEN = "<!-- Written by docs/build.py. Change what it is made of, then: ./run docs -->"
"""The first line of every page written here; a page without it is a person's and left alone."""


class Timeline(NamedTuple):
    """One example of a gap's chapter: the sentence, what was told, what was asked and answered."""

    sentence: str
    lines: str
    answer: str


Chapter = dict[str, list[Timeline]]
"""A gap's examples by section, in the order in which its test file holds them."""


def main(arguments: list[str]) -> int:
    """Write every page, or with --check change nothing and tell what is out of step.

    Gives the exit code: 0 where every page is in step, 1 where --check found one that is not, 2
    for an argument that means nothing.
    """
    if arguments not in ([], ["--check"]):
        print("python docs/build.py [--check]", file=sys.stderr)
        return 2
    made = pages()
    if not arguments:
        write(made)
        return 0
    stale = out_of_step(made)
    for name in stale:
        print(f"docs/{name} is out of step; ./run docs writes it again.")
    return 1 if stale else 0


def pages() -> dict[str, str]:
    """Every page by its path below docs/. The same code gives the same bytes."""
    texts = {
        "commands.md": commands_page(),
        "gaps/README.md": gaps_page(),
        "feeds/README.md": _index("Feeds", [*_feeds(), ("health", "What every feed may owe.")]),
        "figures/README.md": _index("Figures", ((one.name, one.says) for one in FIGURES.values())),
    }
    texts |= {"purposes.md": purposes_page(), "feeds/health.md": health_page()}
    texts |= {"clocks.md": clocks_page()}
    texts |= {f"gaps/{gap.name}.md": gap_page(gap, chapter(gap)) for gap in GAPS.values()}
    texts |= {f"feeds/{one.feed}.md": feed_page(one) for one in CONTRACTS.values()}
    texts |= {f"figures/{one.name}.md": figure_page(one) for one in FIGURES.values()}
    return {name: f"{WRITTEN}\n\n{text.strip()}\n" for name, text in texts.items()}


_LETTERS = {
    Verdict.PERMIT: "P",
    Verdict.APPROVAL: "A",
    Verdict.AGGREGATES: "Σ",
    Verdict.FORBID: "·",
}


_HOW_TO_READ = """Nobody sees a cell without work of their own tied to the child by one of its
purposes. P permitted in own work, A with someone else's recorded approval, Σ numbers only, · no,
unless its row says when. `amparo purposes decide` explains any case of it."""


def purposes_page() -> str:
    """Who may see what, for lawyers to read: the matrix, each role's cells, each purpose."""
    latest = max(rule.first_day for rule in package_rules() if rule.first_day is not None)
    cells = list(entries(in_force(latest)))
    by_role = {role: [one for one in cells if one.role is role] for role in ROLES}
    grid = [(role, *(_LETTERS[one.verdict] for one in of)) for role, of in by_role.items()]
    return "\n\n".join(
        [
            "# Who may see what",
            f"By the rules in force since {latest}. {DOSSIER_SOURCE}.",
            _HOW_TO_READ,
            _markdown(("", *(str(card.number) for card in CLASSES.values())), grid),
            "\n".join(f"{card.number}. {one}: {card.says}" for one, card in CLASSES.items()),
            "## Purposes",
            "A request names exactly one. There is none for enforcement.",
            _markdown(("purpose", "says"), [(one, card.says) for one, card in PURPOSES.items()]),
            *(_role_section(role, of) for role, of in by_role.items()),
        ]
    )


def _role_section(role: str, cells: list[Entry]) -> str:
    rows = [
        (
            f"{one.number} {one.data_class}",
            _LETTERS[one.verdict],
            ", ".join(one.purposes),
            " ".join(filter(None, (one.condition, one.narrowed))),
            ", ".join(one.rules),
            one.mark,
        )
        for one in cells
    ]
    columns = ("class", "", "purposes", "only", "rules", "checked")
    return f"## {role}\n\n{ROLES[cells[0].role].says}\n\n{_markdown(columns, rows)}"


def _markdown(columns: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    head = list(columns)
    lines = [head, ["---"] * len(head), *([str(cell) for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def write(made: dict[str, str], docs: Path = DOCS) -> None:
    """Write the pages, and take away those that this script wrote once and writes no more."""
    for name in out_of_step(made, docs):
        page = docs / name
        if name in made:
            page.parent.mkdir(parents=True, exist_ok=True)
            page.write_text(made[name], encoding="utf-8")
        else:
            page.unlink()


def out_of_step(made: dict[str, str], docs: Path = DOCS) -> list[str]:
    """The pages that are missing, that say something else, or that nothing makes any more."""
    stale = [name for name, text in made.items() if _text(docs / name) != text]
    ours = (page for page in docs.rglob("*.md") if _text(page).startswith(WRITTEN))
    left_over = {page.relative_to(docs).as_posix() for page in ours} - made.keys()
    return sorted({*stale, *left_over})


def _text(page: Path) -> str:
    return page.read_text(encoding="utf-8") if page.is_file() else ""


# --- gaps -------------------------------------------------------------------------------------


_HOW_TO_READ = """\
Each of these is run as a test. A fact is learned on its own day unless its line says otherwise. The
children are made up."""


def gaps_page() -> str:
    """Every gap by its kind, and what cannot be found."""
    by_kind = {kind: [one for one in GAPS.values() if one.kind is kind] for kind in Kind}
    return "\n\n".join(
        [
            "# Gaps",
            *(
                f"## {_TITLES[kind]}\n\n{_index_lines((one.name, one.says) for one in of_kind)}"
                for kind, of_kind in by_kind.items()
            ),
            "## What cannot be found from what is held",
            "That nothing is listed of these says nothing about any child.",
            _table(
                ("what", "says", "source", "cannot be found, because"),
                ((one.name, one.says, one.source, one.because) for one in not_found()),
            ),
        ]
    )


_TITLES = {
    Kind.OWED: "What an agency owes the child",
    Kind.DUE_PROCESS: "Where the child's case is at risk: told to counsel first",
    Kind.RED_FLAG: "Where somebody should ask whether the child is safe: told to child protection",
}


def gap_page(gap: Gap, examples: Chapter) -> str:
    """A gap's card in both languages, and its timelines."""
    return "\n\n".join([
        f"# {gap.name}",
        gap.says,
        f"**What it means.** {gap.means}",
        f"**What it is not.** {gap.is_not}",
        f"**Harm to the child, if it is true.** {gap.harm}",
        f"**What to do.** {CARDS[gap.name].says}",
        f"**With what caution.** {gap.caution} {base_rate_in_words(gap.name)}",
        _list((
            f"Kind: {gap.kind}",
            f"Told to: {told_to(gap)}",
            f"Owed by: {gap.agency}, {gap.owed_by.replace('-', ' ')}",
            f"Clock: {gap.clock} ({gap.clock_source})",
            f"Source: {gap.source}" + (" (verified)" if gap.source.verified else ""),
        )),
        "It is closed by:",
        _list(gap.closes_by),
        "## En español",
        "*Not yet reviewed by a person. Texto aún no revisado por una persona.*",
        gap.says_es,
        f"**Qué significa.** {gap.means_es}",
        f"**Qué no es.** {gap.is_not_es}",
        f"**Daño para el niño, si es cierto.** {gap.harm_es}",
        f"**Cautela.** {gap.caution_es}",
        _list((f"Plazo: {gap.clock_es}",)),
        "Lo cierra:",
        _list(gap.closes_by_es),
        "## Timelines",
        _HOW_TO_READ,
        *_timelines(examples),
    ])  # fmt: skip


_OF_CLOCKS = """\
Every deadline that Amparo counts or shows. The rule in force on the day something began decides.
Business days are those of the federal government (5 USC 6103); days end at midnight in Washington,
unless a row says *the court's*, where they end in the court's zone. Hours are counted in whole
days, since feeds tell days. What was read from memory or is unknown may bind an agency; it never
permits anything and ends no right of a child. What is only proposed is shown and never counted.
`amparo clocks list` prints the same."""


def clocks_page() -> str:
    """The deadlines, as dated data."""
    return "\n\n".join(["# Clocks", _OF_CLOCKS, *map(_clock, CLOCKS.values())])


def _clock(one: Deadline) -> str:
    lines = (
        f"How long: {one.says}",
        f"En español, sin revisar: {one.says_es}",
        f"It binds: {one.binds}",
        f"It begins with: {one.begins}",
        f"In force: {days_in_force(one)}",
        f"Source: {one.source} (read: {one.read}); it {one.effect}",
        f"Zone: {one.zone}",
        f"Tolling: {one.tolling}" if one.tolling else "",
        f"Computed by: {one.stopped_by}." if one.stopped_by else "",
        f"Not computed: {one.not_computed}" if one.not_computed else "",
        f"Told by: {told_by(one)}",
        one.note,
    )
    return f"## {one.name}\n\n{_list(filter(None, lines))}"


def _feeds() -> Iterator[tuple[str, str]]:
    return ((one.feed, one.says) for one in CONTRACTS.values())


_OF_FEEDS = """\
What an agency owes as the sender of a feed. `amparo feeds health` finds these in what is held of
each feed, as of now; `amparo gaps find` does not list them. Each is owed by the feed steward of the
agency that sends the feed. The operator, an inspector and the privacy officer are told of every
feed, a feed steward of their own agency's, anybody of public tables."""


def health_page() -> str:
    """The gaps of feeds, which are about no child: each one's card in both languages."""
    return "\n\n".join(
        [
            "# The health of feeds",
            _OF_FEEDS,
            *(_feed_gap(gap) for gap in FEED_GAPS.values()),
        ]
    )


def _feed_gap(gap: FeedGap) -> str:
    return "\n\n".join([
        f"## {gap.name}",
        gap.says,
        f"**What it means.** {gap.means}",
        f"**What it is not.** {gap.is_not}",
        _list((f"Clock: {gap.clock} ({gap.clock_source})", f"Source: {gap.source}")),
        "It is closed by:",
        _list(gap.closes_by),
        "*En español; not yet reviewed by a person, texto aún no revisado por una persona.*",
        f"{gap.says_es} {gap.means_es} {gap.is_not_es}",
        _list((f"Plazo: {gap.clock_es}", *(f"La cierra: {one}" for one in gap.closes_by_es))),
    ])  # fmt: skip


def _timelines(examples: Chapter) -> Iterator[str]:
    for section, timelines in examples.items():
        yield f"### {section}"
        for one in timelines:
            yield f"**{one.sentence}**"
            yield f"```\n{one.lines}\n```"
            yield one.answer


def chapter(gap: Gap) -> Chapter:
    """The timelines of a gap, as its tests in tests/spec/gaps tell them.

    The tests are run with an asker that writes down the question instead of asking it. Raises
    ModuleNotFoundError for a gap that has no chapter.
    """
    specs = import_module(f"tests.spec.gaps.test_{gap.name.replace('-', '_')}")
    sections = [one for one in vars(specs).values() if inspect.isclass(one)]
    return {inspect.getdoc(one) or "": list(_examples(gap, one)) for one in sections}


def _examples(gap: Gap, section: type) -> Iterator[Timeline]:
    for name, test in vars(section).items():
        if name.startswith("test_"):
            asked: list[tuple[str, dict[str, Any]]] = []
            test(section(), _recorder(gap, asked))
            for timeline, question in asked:
                yield Timeline(_sentence(name, test), _aligned(timeline), _answer(**question))


def _recorder(gap: Gap, asked: list[tuple[str, dict[str, Any]]]) -> Callable[..., None]:
    def record(of: Gap, timeline: str, **question: Any) -> None:
        if of is not gap:
            raise ValueError(f"A timeline of {of.name} stands in the chapter of {gap.name}.")
        asked.append((timeline, question))

    return record


def _sentence(name: str, test: Callable[..., None]) -> str:
    """The test's own sentence, or its name read as one."""
    words = name.removeprefix("test_").replace("_", " ")
    for code, spoken in (("cbp", "CBP"), ("hhs", "HHS"), ("nta", "NTA")):
        words = re.sub(rf"\b{code}\b", spoken, words)
    return inspect.getdoc(test) or f"{words[0].upper()}{words[1:]}."


def _aligned(timeline: str) -> str:
    return dedent(timeline).strip()


def _answer(
    *,
    on: str,
    known_at: str | None = None,
    expect: str | tuple[str, ...] | None = None,
    wakes: str | None = "",
    **said: str | None,
) -> str:
    known = f", as known on {known_at}" if known_at else ""
    text = f"Asked of {on}{known}: {_state(expect, said)}."
    if wakes:
        text += f" If nothing new is told, the next change is on {wakes}."
    if wakes is None:
        text += " If nothing new is told, no later day changes that."
    return text


def _state(expect: str | tuple[str, ...] | None, said: dict[str, str | None]) -> str:
    if expect is None:
        return "not open" + (f"; closed on {said['until']}" if said.get("until") else "")
    since = [expect] if isinstance(expect, str) else expect
    text = "open since " + " and since ".join(since)
    if said.get("reason"):
        text += f" ({said['reason']})"
    if "due" in said:
        text += f", due on {said['due']}" if said["due"] else ", without a due date"
    return text + (f", until {said['until']}" if said.get("until") else "")


# --- feeds ------------------------------------------------------------------------------------


def feed_page(contract: Contract) -> str:
    """A contract as the agency that sends the feed would read it."""
    return "\n\n".join([
        f"# {contract.feed}",
        contract.says,
        _list((
            f"Sent by: {contract.sender}; contract version {contract.version}",
            f"Source: {contract.source}",
            f"Key: {_code(contract.key)} (what it names: {contract.identity_kind})",
            f"Modes: {', '.join(contract.modes)}",
            f"Expected every {_days(contract.cadence_days)}",
            f"Late {_days(contract.late_after_days)} after the end of the days covered",
            f"A person is warned above {contract.tolerance:.0%} of its rows set aside",
            f"Read as: {', then '.join(contract.encodings)}",
        )),
        *(_tables(contract) if contract.tables else ("## Columns", *_columns(contract))),
        "## A value that is not told",
        *_untold(contract),
        "## Never send",
        *_never(),
    ])  # fmt: skip


def _tables(contract: Contract) -> Iterator[str]:
    yield (
        "One file for each table, known by its name. A row left out of a later release is no longer"
        " reported; it is not deleted. Every column that is not named here is dropped."
    )
    for table in contract.tables:
        yield f"## {table.table}"
        yield f"{table.says} A row's own key is {_code(table.row_key)}."
        yield from _columns(table)


def _columns(contract: Contract) -> Iterator[str]:
    yield "Values of identifying columns never stand in a message."
    yield _table(
        ("column", "meaning", "kind", "required", "identifying", "also spelled"),
        (_column(column) for column in contract.columns),
    )


def _column(column: Column) -> tuple[str, ...]:
    return (
        f"`{column.name}`",
        column.says,
        str(column.kind),
        "yes" if column.required else "",
        "yes" if column.identifying else "",
        _code(column.spelled),
    )


def _untold(contract: Contract) -> Iterator[str]:
    yield (
        "A blank cell says *not yet reported*. These say why nothing is told, and none of them is"
        " zero:"
    )
    yield _table(("written", "read as"), ((f"`{t}`", str(why)) for t, why in _written(contract)))
    literal = [column.name for column in contract.columns if not column.may_be_untold]
    if literal:
        yield f"In these columns such a text is read as it stands: {_code(literal)}."


def _written(contract: Contract) -> Iterator[tuple[str, Untold]]:
    """How the agency writes it; of a sign that it also writes many times over, the shortest."""
    runs = {text[0] for text in contract.untold if len(text) > 1 and len(set(text)) == 1}
    for text, why in contract.untold.items():
        if text[0] not in runs or len(set(text)) > 1:
            yield text, why
        elif len(text) == 1:
            yield f"{text}, {text * 2}, {text * 3} …", why


def _never() -> Iterator[str]:
    yield (
        "A column whose name contains one of these words is dropped while the file is read,"
        " before anything is written:"
    )
    yield _list((
        f"biometrics and numbers derived from them: {', '.join(BIOMETRIC)}",
        f"a sponsor's or household member's immigration status: {', '.join(SPONSOR_STATUS)}",
        f"what a child told a therapist: {', '.join(THERAPY)}",
    ))  # fmt: skip


def _days(number: int) -> str:
    return "day" if number == 1 else f"{number} days"


# --- figures ----------------------------------------------------------------------------------


_PARAMETERS = """\
`$on` is the day it is true on, `$known_at` the day of knowledge, `$basis` whether something counts
as known since it was *learned* or since it was *sealed*."""


def figure_page(figure: Figure) -> str:
    """A figure's definition, where it was published, and the statements that count it."""
    counting = query(figure, date.min, date.min)
    rows = lineage(figure, date.min, date.min, 0)
    return "\n\n".join([
        f"# {figure.name}",
        f"{figure.says}.",
        f"*En español, sin revisar:* {figure.says_es}.",
        _list((
            ". ".join(filter(None, (f"Counted in: {' or '.join(units(figure))}", figure.never))),
            f"Version of the definition: {figure.version}",
            f"Source: {figure.source.citation} ({figure.source.mark})",
            f"Published: {_published(figure)}",
            *(f"Also published: {in_print(one)}" for one in figure.also_published),
        )),
        "## With what caution",
        _list(figure.cautions),
        "## How it is counted",
        _PARAMETERS,
        *_statement(counting),
        *(part for name, each in counting.beside.items() for part in _beside(name, each)),
        "## The rows behind it",
        *_statement(rows),
    ])  # fmt: skip


def _published(figure: Figure) -> str:
    if figure.published is None:
        return "not as one number; what is counted is whether the published tables agree"
    return in_print(figure.published)


def _statement(asked: Query) -> Iterator[str]:
    yield f"```sql\n{asked.sql.strip()}\n```"


def _beside(name: str, asked: Query) -> Iterator[str]:
    yield f"Beside it stand its {name.replace('_', ' ')}:"
    yield from _statement(asked)


# --- commands ---------------------------------------------------------------------------------


_EXIT_CODES = "Exit codes: 0 done; 1 done with a warning; 2 refused; 70 a defect in Amparo."


def commands_page() -> str:
    """Every command with every argument and option, as the commands themselves say it."""
    parts = ["# Commands", f"Standard output carries only the answer. {_EXIT_CODES}"]
    for context in commands():
        parts += [
            f"## {context.command_path}",
            f"```\n{_usage(context)}\n```",
            inspect.cleandoc(context.command.help or "").replace("\b\n", ""),
        ]
        options = list(_options(context))
        if options:
            parts.append(_list(options))
    return "\n\n".join(parts)


def commands() -> Iterator[click.Context]:
    """Every command, each group before what is in it."""
    settings = the_command.context_settings
    yield from _below(click.Context(the_command, info_name="amparo", **settings))


def _below(context: click.Context) -> Iterator[click.Context]:
    yield context
    if isinstance(context.command, click.Group):
        for name, command in context.command.commands.items():
            if not command.hidden:
                yield from _below(click.Context(command, info_name=name, parent=context))


def _usage(context: click.Context) -> str:
    return " ".join([context.command_path, *context.command.collect_usage_pieces(context)])


def _options(context: click.Context) -> Iterator[str]:
    for parameter in context.command.get_params(context):
        if isinstance(parameter, click.Option) and not parameter.hidden:
            written, says = parameter.get_help_record(context) or ("", "")
            yield f"`{written}`: {says}" if says else f"`{written}`"


# --- Markdown ---------------------------------------------------------------------------------


def _index(title: str, entries: Iterable[tuple[str, str]]) -> str:
    return f"# {title}\n\n{_index_lines(entries)}"


def _index_lines(entries: Iterable[tuple[str, str]]) -> str:
    return _list(f"[{name}]({name}.md): {says.rstrip('.')}." for name, says in entries)


def _code(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _list(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    cells = [head, ("---",) * len(head), *rows]
    return "\n".join(f"| {' | '.join(c.replace('|', '&#124;') for c in row)} |" for row in cells)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
