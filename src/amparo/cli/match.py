"""``amparo match``: who is one child; records weighed, persons asked, rulings made and undone."""

from pathlib import Path
from typing import Any

import click

from amparo.actions.home import Home
from amparo.cli.answer import Refusal, aside, clock, print_json, print_table
from amparo.cli.options import as_json, asks, home_option
from amparo.purposes.asker import Asker
from amparo.words.agencies import Role

_SAYS = ("same", "not-same", "siblings", "need-document", "move", "stay")

_because = click.option("--because", required=True, help="Why, in one line that names nobody.")


@click.group()
def match() -> None:
    """Which records are the same child: proposed by a model, ruled by people, undone if wrong."""


@match.command()
@click.option("--new", "only_new", is_flag=True, help="Only records told of since the last run.")
@as_json
@home_option
@asks(Role.OPERATOR)
def run(home: Home, *, asker: Asker, only_new: bool, as_json: bool) -> None:
    """Weigh all records against one another; open a review wherever no machine may decide."""
    from amparo.actions.changing import ChangeRefused, NotRecorded  # noqa: PLC0415  # the database
    from amparo.actions.match_run import run as weigh  # noqa: PLC0415

    try:
        ran = weigh(home, asker, clock(), only_new=only_new)
    except (ChangeRefused, NotRecorded) as wrong:
        raise Refusal(str(wrong)) from None
    if as_json:
        print_json(ran)
        return
    click.echo(f"{ran.records:,} records of {ran.children:,} children, weighed by {ran.model}.")
    click.echo(
        f"{ran.joined:,} joined, {ran.parted:,} parted,"
        f" {ran.siblings:,} pairs found to be brothers or sisters."
    )
    click.echo(f"{ran.reviews_opened:,} reviews opened; {ran.reviews_waiting:,} wait for a person.")


@match.group()
def review() -> None:
    """Children side by side of whom a person must say whether they are one."""


@review.command("list")
@as_json
@home_option
@asks(Role.FIELD_SPECIALIST)
def list_(home: Home, *, asker: Asker, as_json: bool) -> None:
    """The reviews that wait, the most harmful mistake first."""
    from amparo.actions.match_review import listed  # noqa: PLC0415  # the database
    from amparo.actions.match_ruling import Acting  # noqa: PLC0415

    found = listed(Acting(home, asker, clock()))
    if as_json:
        print_json(found)
        return
    if not found.items:
        click.echo("No review waits that your work opens.")
    else:
        rows = [(one.review, one.since, one.why, ", ".join(one.children)) for one in found.items]
        print_table(("review", "since", "why", "children"), rows)
    if found.more:
        aside.print("There are more. Today's budget of children for lists ends here.")


@review.command()
@click.argument("item", type=int)
@as_json
@home_option
@asks(Role.FIELD_SPECIALIST)
def show(home: Home, *, asker: Asker, item: int, as_json: bool) -> None:
    """The children of one review side by side: how each field agrees, and what a mistake harms."""
    from amparo.actions.match_review import beside  # noqa: PLC0415  # the database
    from amparo.actions.match_ruling import Acting  # noqa: PLC0415

    found = beside(Acting(home, asker, clock()), item)
    if as_json:
        print_json(found)
        return
    click.echo(f"Review {found.review}, since {found.since}: {found.why}.\n")
    met = set[str]()
    for letter, one in zip("ABC", found.candidates, strict=False):
        also = " too, in whose record these stand now" if one.child in met else ""
        met.add(one.child)
        click.echo(f"{letter}  child {one.child}{also}")
        print_table(("told by", "says"), [(line.told_by, line.says) for line in one.lines])
        click.echo()
    for pair in found.compared:
        _print_compared(pair)
    for warning in found.warnings:
        click.echo(f"Careful: {warning}")
    for said in found.said:
        click.echo(f"{said.who} says {said.says}: {said.because} (entry {said.entry})")
    click.echo(f"\nTaken for one and they are two: {found.harm_if_merged}")
    click.echo(f"Taken for two and they are one: {found.harm_if_parted}")
    says = "|".join(found.may_say)
    click.echo(f"\nThen say: amparo match review rule {found.review} {says} --because ...")


@review.command("rule")
@click.argument("item", type=int)
@click.argument("says", type=click.Choice(_SAYS))
@_because
@as_json
@home_option
@asks(Role.FIELD_SPECIALIST)
def rule(home: Home, *, asker: Asker, item: int, says: str, because: str, as_json: bool) -> None:
    """Say of the children of ITEM: same, not-same, siblings, or need-document.

    Where a record is said to be another child's: move, stay, not-same (it is neither's), or
    need-document.

    What somebody was shown already takes two people: the first proposes, the second confirms.
    """
    from amparo.actions.match_ruling import Acting  # noqa: PLC0415  # the database
    from amparo.actions.match_ruling import rule as say  # noqa: PLC0415
    from amparo.actions.match_says import Says  # noqa: PLC0415

    _answer(lambda: say(Acting(home, asker, clock()), item, Says(says), because), as_json=as_json)


@match.command()
@click.argument("one")
@click.argument("other")
@_because
@as_json
@home_option
@asks(Role.FIELD_SPECIALIST)
def propose(home: Home, *, asker: Asker, one: str, other: str, because: str, as_json: bool) -> None:
    """Ask whether the children ONE and OTHER are one: a review opens, and nothing moves yet."""
    from amparo.actions.match_asking import propose as ask  # noqa: PLC0415  # the database
    from amparo.actions.match_ruling import Acting  # noqa: PLC0415

    acting = Acting(home, asker, clock())
    _print_opened(_made(lambda: ask(acting, one, other, because)), as_json=as_json)


@match.command()
@click.argument("record")
@click.argument("child")
@_because
@as_json
@home_option
@asks(Role.FIELD_SPECIALIST)
def move(home: Home, *, asker: Asker, record: str, child: str, because: str, as_json: bool) -> None:
    """Ask whether RECORD (AGENCY:key) is CHILD's: a review opens, and nothing moves yet."""
    from amparo.actions.match_asking import move as ask  # noqa: PLC0415  # the database
    from amparo.actions.match_ruling import Acting  # noqa: PLC0415

    acting = Acting(home, asker, clock())
    _print_opened(_made(lambda: ask(acting, record, child, because)), as_json=as_json)


@match.command()
@click.argument("child")
@_because
@click.option("--record", "records", multiple=True, help="A record to take out, AGENCY:key.")
@as_json
@home_option
@asks(Role.FIELD_SPECIALIST)
def unmerge(
    home: Home, *, asker: Asker, child: str, because: str, records: tuple[str, ...], as_json: bool
) -> None:
    """Part CHILD again as before its last merge, or take single records out of it."""
    from amparo.actions.match_ruling import Acting  # noqa: PLC0415  # the database
    from amparo.actions.match_ruling import unmerge as part  # noqa: PLC0415

    acting = Acting(home, asker, clock())
    _answer(lambda: part(acting, child, because, records), as_json=as_json)


@match.command()
@click.argument("one")
@click.argument("other")
@as_json
@home_option
@asks(Role.FIELD_SPECIALIST)
def explain(home: Home, *, asker: Asker, one: str, other: str, as_json: bool) -> None:
    """What speaks for records ONE and OTHER (AGENCY:key) being one child, field by field."""
    from amparo.actions.match_review import explain as compare  # noqa: PLC0415  # the database
    from amparo.actions.match_ruling import Acting  # noqa: PLC0415

    found = compare(Acting(home, asker, clock()), one, other)
    if as_json:
        print_json(found)
        return
    _print_compared(found)
    click.echo(found.stands)


@match.command()
@click.option(
    "--truth",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="The folder that says whose record each is (synthesize writes it beside the deliveries).",
)
@as_json
@home_option
@asks(Role.INSPECTOR)
def evaluate(home: Home, *, asker: Asker, truth: Path, as_json: bool) -> None:
    """How well the records of a made-up home are joined, and what that costs; numbers only."""
    from amparo.actions.home import HomeRefused  # noqa: PLC0415  # the database
    from amparo.actions.match_evaluate import evaluate as measure  # noqa: PLC0415

    try:
        found = measure(home, asker, truth, clock())
    except HomeRefused as wrong:
        raise Refusal(str(wrong)) from None
    if as_json:
        print_json(found)
        return
    pairs = found.pairs
    click.echo(f"{found.records:,} records of {found.children:,} children.")
    click.echo(
        f"Pairs: precision {pairs.precision:.4f}, recall {pairs.recall:.4f}, F1 {pairs.f1:.4f}."
    )
    click.echo(
        f"{found.mixed_children:,} records hold two children; {found.split_children:,} children"
        f" have two records; {found.review_items:,} reviews wait for a person."
    )
    gaps = found.gaps
    click.echo(
        f"Of {gaps.truth:,} findings {gaps.missing:,} are missing for it (they can be no more than"
        f" {gaps.at_most:,}), and {gaps.extra:,} are too many."
    )
    if gaps.elsewhere:
        click.echo(f"{gaps.elsewhere:,} of them are of children who are one whole record: see why.")
    rows = [
        (one.figure, one.unit, one.truth, one.counted, one.counted - one.truth, one.at_most)
        for one in found.figures
    ]
    print_table(("figure", "unit", "were all joined", "counted", "differs", "at most"), rows)


def _made(made: Any) -> Any:
    from amparo.actions.changing import ChangeRefused, NotRecorded  # noqa: PLC0415  # the database

    try:
        return made()
    except (ChangeRefused, NotRecorded) as wrong:
        raise Refusal(str(wrong)) from None


def _print_opened(opened: Any, *, as_json: bool) -> None:
    if as_json:
        print_json(opened)
        return
    waits = "waits already" if opened.waited else "is open"
    click.echo(f"Review {opened.review} {waits}: {opened.why}. Nothing was moved.")
    click.echo(f"Next, look at it: amparo match review show {opened.review}")


def _answer(made: Any, *, as_json: bool) -> None:
    ruled = _made(made)
    if as_json:
        print_json(ruled)
        return
    if ruled.waits_for is not None:
        click.echo(f"Review {ruled.review} waits for {ruled.waits_for}. Nothing was ruled yet.")
        return
    click.echo(f"Ruled: {ruled.says}. Now: {', '.join(ruled.children)}.")
    if ruled.to_tell:
        click.echo("Who was shown it as one record and must be told:")
        rows = [
            (one.who, one.agency, one.office, one.purpose, one.last, _told_how(one.by_message))
            for one in ruled.to_tell
        ]
        print_table(("who", "agency", "office", "purpose", "last", "told"), rows)


def _told_how(by_message: bool) -> str:  # noqa: FBT001
    return "by message to their desk" if by_message else "by nobody yet: tell them"


def _print_compared(pair: Any) -> None:
    click.echo(f"{pair.one} and {pair.other}: {pair.bits:+.1f} bits.")
    print_table(
        ("field", "agrees", "bits"),
        [
            ("", "any two records, before anything is compared", f"{pair.prior:+.1f}"),
            *((one.field, one.level, f"{one.bits:+.1f}") for one in pair.compared),
        ],
    )
    if pair.siblings:
        click.echo("They look like brothers or sisters.")
