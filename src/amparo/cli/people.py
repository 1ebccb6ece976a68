"""``amparo people``: who may ask; persons, roles, training, work and approvals, given by others."""

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any

import click

from amparo.actions import accounts, appointing, assigning, roster, signing_in
from amparo.actions.appointing import ANYWHERE
from amparo.actions.assigning import APPROVALS
from amparo.actions.changing import USUAL, Asked, ChangeRefused, Given, NotRecorded
from amparo.actions.home import Home, HomeRefused
from amparo.actions.roster import Agreed, Listed, Work
from amparo.cli.answer import Refusal, aside, clock, print_json, print_table
from amparo.cli.options import Day, PurposeName, as_json, home_option, new_home_option
from amparo.purposes import Nexus, Purpose
from amparo.settings import read_web
from amparo.words.agencies import Agency, Role

_Command = Callable[..., Any]
_FURTHEST = 2**63 - 1


@click.group()
def people() -> None:
    """Who may ask. Nobody gives themself anything, and every change stands in the ledger."""


def _asks(what: str) -> Callable[[_Command], _Command]:
    """``--as``: who asks, with home and time, handed on as ``asked``. A refusal ends the command.

    Unlike ``options.asks`` it lets a stranger through: the action enters what they were refused.
    """

    def with_asked(command: _Command) -> _Command:
        @wraps(command)
        def asking(home: Home, *arguments: Any, as_: str | None, **options: Any) -> Any:
            try:
                return command(Asked(home, as_, clock()), *arguments, **options)
            except (HomeRefused, ChangeRefused, NotRecorded) as wrong:
                raise Refusal(str(wrong)) from None

        says = f"Who asks, in a made-up home: a slug (default: {USUAL[what]})."
        return click.option("--as", "as_", metavar="PERSON", help=says)(asking)

    return with_asked


def _until(command: _Command) -> _Command:
    says = "The last day on which it holds."
    return click.option("--until", type=Day(), required=True, help=says)(command)


def _about(command: _Command) -> _Command:
    child = click.option("--child", help="About the child of this number.")
    whole = click.option("--whole-home", is_flag=True, help="About every child of the home.")
    return child(whole(command))


@people.command("list")
@as_json
@home_option
@_asks("list")
def list_(asked: Asked, *, as_json: bool) -> None:
    """Every person, their role and training; to those who give work, also what was given."""
    found = roster.everybody(asked)
    if as_json:
        print_json(found)
        return
    columns = ("slug", "role", "agency", "office", "from", "to", "in date", "trained until", "work")
    print_table(columns, [_row(one) for one in found])


def _row(one: Listed) -> tuple[Any, ...]:
    return (
        one.slug,
        one.role,
        one.agency,
        one.office,
        one.begins,
        one.ends,
        one.in_date,
        one.trained_until,
        _given(one),
    )


def _given(one: Listed) -> str:
    return "; ".join([*map(_work, one.work), *map(_agreed, one.approvals)]) or "none"


def _work(work: Work) -> str:
    free = "" if work.budgeted else ", without a budget,"
    return f"{work.nexus} of {_whom(work.child)}{free} until {work.until} (entry {work.entry})"


def _agreed(agreed: Agreed) -> str:
    return (
        f"{agreed.kind} for {agreed.purpose} of {_whom(agreed.child)} until {agreed.until}"
        f" (entry {agreed.entry})"
    )


def _whom(child: str | None) -> str:
    return child or "the whole home"


@people.command()
@click.argument("slug")
@click.option("--os-user", metavar="NAME", help="The operating-system user who is this person.")
@as_json
@new_home_option
@_asks("add")
def add(asked: Asked, slug: str, os_user: str | None, *, as_json: bool) -> None:
    """Add a person, SLUG. The first of a home adds themself and is its operator for a year."""
    done = appointing.add(asked, slug, os_user)
    if as_json:
        print_json(done)
        return
    if done.operator_until is None:
        click.echo(f"{slug} is a person of this home, and may ask nothing before they have a role.")
        return
    click.echo(
        f"Nobody was in the home {asked.home.path} yet, so {slug} (operating-system user"
        f" {done.os_user}) is its operator until {done.operator_until}. Nobody prolongs their own"
        " role: appoint a second operator before that day."
    )


@people.command()
@click.argument("slug")
@click.argument("role", type=click.Choice([role.value for role in Role]), metavar="ROLE")
@click.option("--office", required=True, help="Where they sit, in a few words.")
@click.option("--from", "since", type=Day(), help="The first day (default: today).")
@_until
@click.option(
    "--agency",
    type=click.Choice([agency.value for agency in Agency]),
    help=f"Only for {' and '.join(sorted(ANYWHERE))}, who sit at any.",
)
@as_json
@home_option
@_asks("appoint")
def appoint(
    asked: Asked,
    slug: str,
    role: str,
    *,
    office: str,
    since: date | None,
    until: date,
    agency: str | None,
    as_json: bool,
) -> None:
    """Give SLUG the role ROLE; from its first day it takes the place of any they had."""
    at = Agency(agency) if agency else None
    done = appointing.appoint(
        asked, slug, Role(role), office=office, until=until, since=since, agency=at
    )
    _say(done, f"{slug} is {role} until {until}", as_json=as_json)


@people.command()
@click.argument("slug")
@_until
@as_json
@home_option
@_asks("train")
def train(asked: Asked, slug: str, *, until: date, as_json: bool) -> None:
    """Record that SLUG was trained in the law on unaccompanied children."""
    done = appointing.train(asked, slug, until)
    _say(done, f"The training of {slug} counts until {until}", as_json=as_json)


@people.command()
@click.argument("slug")
@click.argument("nexus", type=click.Choice([nexus.value for nexus in Nexus]), metavar="NEXUS")
@_about
@_until
@click.option("--no-budget", is_flag=True, help="An audit not bound by the day's budgets.")
@as_json
@home_option
@_asks("assign")
def assign(
    asked: Asked,
    slug: str,
    nexus: str,
    *,
    child: str | None,
    whole_home: bool,
    until: date,
    no_budget: bool,
    as_json: bool,
) -> None:
    """Give SLUG work of the kind NEXUS: duty, hearing, placement, representation, and so on."""
    done = assigning.assign(
        asked,
        slug,
        Nexus(nexus),
        child=child,
        whole_home=whole_home,
        until=until,
        budgeted=not no_budget,
    )
    _say(done, f"{slug} has {nexus} work on {_whom(child)} until {until}", as_json=as_json)


@people.command()
@click.argument("slug")
@click.option("--kind", type=click.Choice(APPROVALS), required=True, help="What is agreed to.")
@click.option("--purpose", type=PurposeName(), required=True, help="For which purpose.")
@click.option(
    "--authority", required=True, help="By which order or request, by its number; no names."
)
@_about
@_until
@as_json
@home_option
@_asks("approve")
def approve(
    asked: Asked,
    slug: str,
    *,
    kind: str,
    purpose: Purpose,
    authority: str,
    child: str | None,
    whole_home: bool,
    until: date,
    as_json: bool,
) -> None:
    """Agree to looks of SLUG that need someone else's approval."""
    done = assigning.approve(
        asked,
        slug,
        kind,
        purpose=purpose,
        authority=authority,
        child=child,
        whole_home=whole_home,
        until=until,
    )
    _say(done, f"{slug}: {kind} for {purpose} of {_whom(child)} until {until}", as_json=as_json)


@people.command()
@click.argument("entry", type=click.IntRange(1, _FURTHEST))
@as_json
@home_option
@_asks("end")
def end(asked: Asked, entry: int, *, as_json: bool) -> None:
    """End today what began with a ledger ENTRY: a role, training, work, an approval, a token."""
    done = assigning.end(asked, entry)
    if as_json:
        print_json(done)
    else:
        click.echo(f"The {done.what} of {done.slug} that began with entry {entry} has ended.")


@people.command()
@click.option("--hours", type=int, default=12, show_default=True, help="How long, at most 12.")
@as_json
@home_option
@_asks("token")
def token(asked: Asked, *, hours: int, as_json: bool) -> None:
    """Print a token by which you are known (AMPARO_TOKEN); it is shown this once."""
    done = signing_in.give_token(asked, hours)
    if as_json:
        print_json(done)
        return
    click.echo(done.token)
    aside.print(
        f"{done.slug} is known by it, as AMPARO_TOKEN, until {done.until:%Y-%m-%d %H:%M} UTC; entry"
        f" {done.entry} ends it sooner (amparo people end)."
    )


@people.command()
@click.argument("slug")
@as_json
@home_option
@_asks("account")
def account(asked: Asked, slug: str, *, as_json: bool) -> None:
    """Invite SLUG to open an account for the pages; what they signed in with before is over.

    The invitation is shown this once, and serves once within three days. Hand it over yourself.
    """
    given = accounts.invite(asked, slug)
    if as_json:
        print_json(given)
        return
    click.echo(given.code)
    where = f"{read_web().origin or 'http://localhost:8000'}/account"
    aside.print(
        f"{given.slug} opens an account with it at {where} until"
        f" {given.until:%Y-%m-%d %H:%M} UTC; entry {given.entry} ends the account"
        " (amparo people end)."
    )


@people.command()
@click.argument("slug")
@click.argument("subject")
@as_json
@home_option
@_asks("bind")
def bind(asked: Asked, slug: str, subject: str, *, as_json: bool) -> None:
    """Let SLUG sign in by their agency's own sign-in, which knows them as SUBJECT.

    What they signed in with before is over. Whoever signs in there and is not bound yet is told
    their SUBJECT; make sure that it is SLUG who tells you.
    """
    from amparo.actions.agency_accounts import bind as bound  # noqa: PLC0415  # slow to load

    done = bound(asked, slug, subject)
    if as_json:
        print_json(done)
        return
    click.echo(
        f"{slug} signs in by {done.issuer} from now on (entry {done.entry}; amparo people end"
        f" {done.entry} ends it)."
    )


def _say(done: Given, says: str, *, as_json: bool) -> None:
    if as_json:
        print_json(done)
        return
    click.echo(f"{says} (entry {done.entry}).")
