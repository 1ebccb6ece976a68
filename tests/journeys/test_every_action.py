"""Every command there is: whoever may not see a child is shown none, and no other look is free."""

import ast
import csv
import io
import re
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import click
import msgspec
import pytest
from click.testing import Result

import amparo.actions
import amparo.cli
from amparo.actions.home import close_home, open_home
from amparo.cli.main import amparo as every_command
from amparo.feeds import CONTRACTS
from amparo.feeds.contract import Contract
from amparo.feeds.forbidden import plain_name
from amparo.feeds.manifest import MANIFEST, read_manifest
from amparo.settings import read_settings
from amparo.store import models
from amparo.words.agencies import Role

from .conftest import Cohort, Place

NOT_FOR_THEM = (Role.ERO_OFFICER, Role.OPERATOR, Role.PUBLIC)
"""An officer without work, who runs the machine, and anybody at all."""

NOBODY = "0" * 32
DAY = "2027-01-01"


class Call(msgspec.Struct, frozen=True):
    """How to run a command. ``looks``: how many lists or looks may hold a child it then shows."""

    arguments: tuple[str, ...] = ()
    looks: frozenset[int] = frozenset({1})


LOOKED = frozenset({1, 2})
"""Whoever does something to a duty looks before, and sees it as it stands after."""

DEEDS: dict[str, tuple[str, ...]] = {
    "take": (),
    "assign": ("--office", "made-up office"),
    "hand-over": ("--to", "case-manager"),
    "accept": (),
    "reject": ("--reason", "too much work"),
    "snooze": ("--reason", "visit arranged", "--until", "2027-01-01"),
    "close": ("--reason", "told twice"),
    "agree": (),
    "reopen": (),
    "escalate": ("--reason", "nobody answers"),
    "undo": (),
}
TELLINGS: dict[str, tuple[str, ...]] = {
    "contact": ("--outcome", "reached"),
    "missing": ("--to", "police", "--report-number", "1"),
    "address": (
        *("--line", "1 Made Up Rd", "--city", "Omaha", "--state", "NE", "--zip", "68102"),
        *("--evidence", "contact"),
    ),
    "notice": ("--time-and-place", "yes", "--sent", "yes"),
    "no-notice": (),
    "order": ("--will-ask",),
    "concern": ("--outcome", "unfounded"),
    "contested": ("--by", "sponsor"),
}


class World(msgspec.Struct, frozen=True):
    """A home of one's own that holds the whole cohort, and what there is to ask about."""

    place: Place
    telling: "Telling"
    calls: dict[str, Call]


class Telling(msgspec.Struct, frozen=True):
    """Every value by which a child of the cohort could be known, and whose it is."""

    words: frozenset[str]
    phrases: re.Pattern[str]
    child_of: dict[str, str]

    def found(self, text: str) -> set[str]:
        """What of it stands in a text."""
        words = set(re.findall(r"[\w'#/:-]+", text.upper()))
        parts = {part for word in words for part in re.split(r"[:/#]", word)}
        return (words | parts) & self.words | set(self.phrases.findall(text.upper()))

    def children(self, text: str) -> set[str]:
        """The children whose number or record key stands in a text."""
        words = set(re.findall(r"[\w/:#]+", text)) | set(re.findall(r"[0-9a-f]{32}", text))
        return {self.child_of[word] for word in words if word in self.child_of}


def _cells(folder: Path) -> Iterator[tuple[str, str]]:
    """Each cell of a delivery that identifies somebody, by the contract's name of its column."""
    manifest = read_manifest((folder / MANIFEST).read_bytes())
    for file in manifest.files:
        contract = CONTRACTS[manifest.feed].of_file(file.name)
        assert contract is not None
        text = (folder / file.name).read_bytes().decode(file.encoding).replace("\0", "")
        yield from _cells_of(contract, text, file.delimiter)


def _cells_of(contract: Contract, text: str, delimiter: str) -> Iterator[tuple[str, str]]:
    spelled = {
        plain_name(one): column
        for column in contract.columns
        for one in (column.name, *column.spelled)
    }
    if contract.unquoted:
        header, *rows = (line.split(delimiter) for line in text.replace("\r", "").split("\n"))
    else:
        header, *rows = csv.reader(io.StringIO(text), delimiter=delimiter)
    columns = [spelled.get(plain_name(one)) for one in header]
    for row in rows:
        for column, cell in zip(columns, row, strict=False):
            if column is not None and (column.identifying or column.name in _ALSO) and cell:
                yield column.name, cell.strip().upper()


_ALSO = {"event_number", "uc_path_id", "charging_document_id", "sponsor_ref"}
UNTOLD = {"NONE", "UNKNOWN", "WITHHELD", "REDACTED", "PENDING"}
"""How agencies write that they tell nothing, in an address's line too."""

_PHRASES = {"address_line", "served_address", "city", "ALIEN_CITY"}
_LEFT = {
    "discharge_seq",
    "subject_key",
    "birth_date",
    "C_BIRTHDATE",
    "language",
    "state",
    "ALIEN_STATE",
}
"""What tells of nobody by itself: a stay's count, a person's place in an encounter, a language."""


def _telling(cohort: Cohort, home: Path) -> Telling:
    words, phrases = set[str](), set[str]()
    for folder in cohort.deliveries:
        for column, cell in _cells(folder):
            if column in _PHRASES and " " in cell:
                phrases.add(cell)
            elif column == "a_number":
                # Where the court tells no number it writes all sorts of words.
                if digits := re.sub(r"\D", "", cell):
                    words |= {cell, digits, f"A{digits}"}
            elif column not in _LEFT and cell not in UNTOLD:
                words |= {one for one in cell.split() if len(one) > 3}
    child_of = _children(home)
    words |= {one.upper() for one in child_of}
    # What has a digit or six letters is no word of ours: a street of one word would be.
    lines = sorted(map(re.escape, (one for one in phrases if " " in one)))
    return Telling(words=frozenset(words), phrases=re.compile("|".join(lines)), child_of=child_of)


def _children(home: Path) -> dict[str, str]:
    """By every number and record key of a child: the child's number."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AMPARO_HOME", str(home))
        open_home(read_settings())
        names = dict(models.Identity.objects.values_list("id", "name"))
        now = models.Membership.objects.filter(known_to=None)
        found = dict(now.values_list("identity", "child"))
        close_home()
    by_key = {names[one]: child for one, child in found.items()}
    return by_key | {child: child for child in found.values()}


@pytest.fixture(scope="module")
def world(filled: Place, cohort: Cohort, tmp_path_factory: pytest.TempPathFactory) -> World:
    folder = tmp_path_factory.mktemp("every")
    home = folder / "home"
    shutil.copytree(filled.home, home)
    place = Place(home)
    telling = _telling(cohort, home)
    return World(place=place, telling=telling, calls=_calls(place, cohort, folder))


def _calls(place: Place, cohort: Cohort, folder: Path) -> dict[str, Call]:
    """One way to run each command on a real child, as anybody could try it."""
    first = place.ask("gaps", "find", "--gap", "nta-not-filed")[0]
    child, key = first["child"], first["identity"]
    duty = place.ask("duties", "list")[0]["duty"]
    name = next(one for column, one in _cells(cohort.deliveries[0]) if column == "surnames")
    delivery = str(cohort.deliveries[-1])
    until = ("--until", DAY)
    return {
        "demo": Call(("--children", "25", "--no-serve", "--home", str(folder / "demo"))),
        "synthesize": Call(("--children", "5", str(folder / "out"))),
        "ingest": Call((delivery,)),
        "feeds list": Call(),
        "feeds show": Call(("placements",)),
        "feeds health": Call(),
        "feeds check": Call((delivery,)),
        "feeds set-aside": Call(),
        "feeds replay": Call(("--reason", "apprehension_at is not a date")),
        "clocks list": Call(),
        "children show": Call((child,)),
        "children find": Call((name,)),
        "children hearings": Call(),
        "children digest": Call(),
        "children expunge": Call(("CBP:MUNOBODY/1", "--order", "made-up order 1")),
        "gaps list": Call(),
        "gaps explain": Call(("nta-not-served",)),
        "gaps find": Call(),
        # One list of what is open and one of what was closed: a child is in either or in both.
        "gaps compare": Call((str(cohort.folder / "truth"),), looks=frozenset({1, 2})),
        "duties list": Call(),
        "duties show": Call((duty,)),
        "duties since": Call(),
        "duties workload": Call(),
        **{f"duties {one}": Call((duty, *how), looks=LOOKED) for one, how in DEEDS.items()},
        **{f"tell {one}": Call((duty, *how)) for one, how in TELLINGS.items()},
        "corrections list": Call(),
        "corrections answer": Call(("1", "stands as told")),
        "corrections withdraw": Call(("1",)),
        "corrections contest": Call((child, "--wrong", "not so")),
        "figures list": Call(),
        "figures explain": Call(("nta-not-served",)),
        "tell made-up": Call((str(cohort.folder / "desks.csv"),)),
        "figures compare": Call((str(cohort.folder / "truth"),)),
        "figures count": Call(("nta-not-served", "--lineage", "5")),
        "placements addresses": Call((child,)),
        "placements prior": Call((child,)),
        "purposes table": Call(),
        "purposes decide": Call(
            ("--role", "ero-officer", "--purpose", "nta-service", "--class", "location")
        ),
        "people list": Call(),
        "people add": Call(("newcomer-{who}",)),
        "people appoint": Call(("researcher", "researcher", "--office", "made-up", *until)),
        "people train": Call(("researcher", *until)),
        "people assign": Call(("case-coordinator", "assigned", "--child", NOBODY, *until)),
        "people approve": Call(
            (
                *("clinician", "--kind", "approved", "--purpose", "care"),
                *("--authority", "made-up", "--child", NOBODY, "--until", "2026-12-01"),
            )
        ),
        "people end": Call(("1",)),
        "people token": Call(("researcher",)),
        "people account": Call(("researcher",)),
        "people bind": Call(("researcher", "a-subject")),
        "match run": Call(),
        "match review list": Call(),
        "match review show": Call(("1",)),
        "match review rule": Call(("1", "same", "--because", "made up")),
        "match propose": Call((child, child, "--because", "made up")),
        "match move": Call((key, child, "--because", "made up")),
        "match unmerge": Call((child, "--because", "made up")),
        "match explain": Call((key, key)),
        "match evaluate": Call(("--truth", str(cohort.folder / "truth"))),
        "ledger verify": Call(),
        "ledger checkpoint": Call(),
        "ledger accounting": Call((child,)),
        "ledger review": Call(),
        "ledger prove": Call((str(_event_of(place, key)),)),
        "ledger export": Call((str(folder / "copy-{who}"), "--bodies")),
        "rebuild": Call((str(folder / "again-{who}"),)),
        "service ask": Call((child, str(_notice(folder)))),
        "service list": Call(),
        "service show": Call((NOBODY,)),
        "service post": Call((NOBODY,)),
        "service record": Call((NOBODY, "delivered", "--on", "2026-11-01")),
        "service open": Call((NOBODY,)),
        "backup": Call((str(folder / "backup-{who}"),)),
        "restore": Call((str(cohort.deliveries[0] / MANIFEST), str(folder / "restored"))),
        "outbox list": Call(),
        "outbox show": Call((NOBODY,)),
        "outbox retry": Call((NOBODY,)),
        "outbox dead": Call(),
        "work": Call(("--once",)),
    }


def _notice(folder: Path) -> Path:
    path = folder / "notice.txt"
    path.write_text("A made-up notice.")
    return path


def _event_of(place: Place, key: str) -> int:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AMPARO_HOME", str(place.home))
        open_home(read_settings())
        identity = models.Identity.objects.get(name=key).pk
        event = models.Event.objects.filter(identity=identity).order_by("-id").first()
        close_home()
    assert event is not None
    return int(event.pk)


MEASURED = "bench"
"""Measures homes of its own that nobody else sees; it takes no home that is there."""


def leaves(group: click.Group, *path: str) -> Iterator[tuple[str, click.Command]]:
    """Every command that does something, by its whole name."""
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from leaves(command, *path, name)
        else:
            yield " ".join((*path, name)), command


SERVES = "serve"
"""Goes on until it is stopped; whoever opens a page of it is a test of the room web."""

COMMANDS = {
    name: command
    for name, command in leaves(every_command)
    if not name.startswith(MEASURED) and name != SERVES
}


def options(command: click.Command) -> set[str]:
    return {one.name for one in command.params if one.name}


def run(world: World, name: str, who: Role | None, *how: str) -> Result:
    """Run a command as somebody, or as whoever runs it without saying who they are."""
    as_whom = ("--as", who) if who is not None and "as_" in options(COMMANDS[name]) else ()
    arguments = [one.replace("{who}", str(who)) for one in world.calls[name].arguments]
    return world.place.run(*name.split(), *arguments, *as_whom, *how)


def test_every_command_is_tried(world):
    assert world.calls.keys() == COMMANDS.keys()


def test_what_measures_takes_no_home_that_is_there():
    measuring = [one for name, one in leaves(every_command) if name.startswith(MEASURED)]
    assert measuring
    assert not any(options(one) & {"home_folder", "as_"} for one in measuring)


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_who_may_not_see_a_child_is_shown_none_by_any_command(world, name):
    for who in NOT_FOR_THEM if "as_" in options(COMMANDS[name]) else (None,):
        if who is None and name == "demo":
            continue  # its own children, whom its own inspector sees: the next test
        result = run(world, name, who)
        said = result.stdout + result.stderr
        if who is not None:
            said += run(world, name, who, "--json").output
        assert result.exit_code in {0, 1, 2}, said
        assert not world.telling.found(said), (who, sorted(world.telling.found(said))[:5])


@pytest.mark.parametrize("name", sorted(one for one in COMMANDS if "as_" in options(COMMANDS[one])))
def test_whoever_is_shown_a_child_is_in_that_childs_account_once_for_each_look(world, name):
    before = accounts(world.place)
    result = run(world, name, None, "--json")
    # As they are now: of the commands tried before, some join records.
    telling = msgspec.structs.replace(world.telling, child_of=_children(world.place.home))
    shown = telling.children(result.stdout + result.stderr)
    more = accounts(world.place) - before
    assert result.exit_code == 0 or not shown, result.stderr
    assert {more[child] for child in shown} <= world.calls[name].looks


SHOWING = (
    "children show",
    "children find",
    "duties list",
    "figures count",
    "gaps find",
    "ledger prove",
)


@pytest.mark.parametrize("name", SHOWING)
def test_the_inspector_is_shown_children_so_that_the_others_refusal_means_something(world, name):
    result = run(world, name, None)
    assert world.telling.children(result.stdout)


def test_the_demos_one_story_is_accounted_for_in_the_demos_own_home(world):
    result = run(world, "demo", None)
    assert result.exit_code == 0, result.stderr
    (_, home) = world.calls["demo"].arguments[-2:]
    keys = _children(Path(home))
    words = set(re.findall(r"[\w/:#]+", result.stdout)) & keys.keys()
    assert {keys[one] for one in words} <= accounts(Place(Path(home))).keys()


def accounts(place: Place) -> Counter[str]:
    """How long the account of each child is."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AMPARO_HOME", str(place.home))
        open_home(read_settings())
        rows = models.Account.objects.values_list("child", "entry")
        found = Counter(child for child, _ in rows)
        close_home()
    return found


# --- and in the source: what reaches a child's rows asks who wants to know --------------------

REACHES = {
    ("records", "read"),
    ("assertions", "assertions"),
    ("findings", "as_of"),
    ("findings", "stored"),
    ("identities", "opened"),
    ("identities", "names"),
    ("children", "members"),
    ("sponsors", "earlier"),
    ("told_homes", "named"),
    ("stored_entries", "batch"),
    ("stored_entries", "every_entry"),
    ("kept_lines", "read_kept"),
}
"""What gives rows of children out of the store."""

ASKS = {"Asker", "Asked", "Question", "OwnWork", "Acting"}
"""What a function takes that knows who asks."""

SHOWS_NOBODY = {
    "digest": "one digest over all records, and how many children there are",
    "ingest": "takes in; it answers with counts of lines",
    "settle": "finishes what an earlier command took in, and answers nothing",
    "rebuild": "makes the home again elsewhere, and answers whether it is the same",
    "evaluate": "answers with how many pairs, children and reviews there are",
    "verify": "answers with places in the ledger and never with a body",
    "restore": "makes a home of a copy, and answers whether it is the same",
    "demo_home": "makes the demo's home, and answers with it",
    "absence": "each look in it is a made-up person's, asked for and accounted for",
    "tell_all": "tells as made-up people in a made-up home, and answers with how many deeds",
}
"""Doors that reach children's rows and hand none of them out, each with what it answers."""


class Function(msgspec.Struct, frozen=True):
    """A function of the actions: what it calls, and whether it takes who asks."""

    calls: frozenset[str]
    reaches: bool
    asks: bool


def _functions() -> dict[str, Function]:
    """Every function and method of the actions, by module and name."""
    (folder,) = amparo.actions.__path__
    return {
        f"{path.stem}.{node.name}": _function(node, path.stem, _imported(tree))
        for path in sorted(Path(folder).glob("*.py"))
        for tree in [ast.parse(path.read_text())]
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
    }


def _imported(tree: ast.Module) -> dict[str, str]:
    """The names a module has from another action, as ``module.name``."""
    return {
        name.asname or name.name: f"{node.module.removeprefix('amparo.actions.')}.{name.name}"
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        and node.module
        and node.module.startswith(("amparo.actions.", "amparo.store"))
        for name in node.names
    }


def _function(node: ast.FunctionDef, module: str, imported: dict[str, str]) -> Function:
    names = {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}
    dotted = {
        (one.value.id, one.attr)
        for one in ast.walk(node)
        if isinstance(one, ast.Attribute) and isinstance(one.value, ast.Name)
    }
    taken = [*node.args.args, *node.args.kwonlyargs, *node.args.posonlyargs]
    annotations = " ".join(ast.unparse(one.annotation) for one in taken if one.annotation)
    return Function(
        calls=frozenset(imported.get(name, f"{module}.{name}") for name in names),
        reaches=bool(REACHES & dotted),
        asks=bool(ASKS & set(re.findall(r"\w+", annotations))),
    )


def _reaching(functions: dict[str, Function]) -> set[str]:
    """What reaches children's rows, itself or through what it calls without saying who asks."""
    found = {name for name, one in functions.items() if one.reaches}
    while more := {
        name for name, one in functions.items() if name not in found and one.calls & found
    }:
        found |= more
    return found


def _doors() -> set[str]:
    """The functions of the actions that commands call."""
    (folder,) = amparo.cli.__path__
    trees = [ast.parse(path.read_text()) for path in Path(folder).glob("*.py")]
    return {one for tree in trees for one in _imported(tree).values()}


def test_every_door_that_reaches_children_takes_who_asks():
    functions = _functions()
    reaching = _reaching(functions) & _doors() & functions.keys()
    silent = {name.partition(".")[2] for name in reaching if not functions[name].asks}
    assert silent <= SHOWS_NOBODY.keys(), silent - SHOWS_NOBODY.keys()
    assert SHOWS_NOBODY.keys() <= {name.partition(".")[2] for name in functions}


def test_the_doors_that_show_children_are_found_to_reach_them():
    """Else the guard above would guard nothing."""
    known = {
        "show.show",
        "find.find",
        "lists.found",
        "duties.duties",
        "ledger.proof",
        "ledger.export",
    }
    known |= {"accounting.accounting", "compare.compare", "prior.prior"}
    assert known <= _reaching(_functions()) & _doors()


def test_only_the_actions_reach_the_store():
    (folder,) = amparo.cli.__path__
    said: Iterable[str] = (path.read_text() for path in Path(folder).glob("*.py"))
    assert not any("amparo.store" in text for text in said)
