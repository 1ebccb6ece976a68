"""Accounts by an agency's own sign-in: an operator says who is meant, it says who came."""

from collections.abc import Mapping
from datetime import datetime
from functools import cache

import msgspec

from amparo.actions.accounts import Signed
from amparo.actions.changing import (
    SLUG,
    Asked,
    ChangeRefused,
    allow,
    change,
    recorded,
    refuse_unless_text,
)
from amparo.actions.home import Home, HomeRefused
from amparo.actions.people import in_office
from amparo.actions.signing_in import refuse_from_a_token
from amparo.issuers import AnswerRefused, Asking, Issuer, IssuerSilent, Kept, Vouched, ask, judged
from amparo.purposes.asker import MAY_APPOINT
from amparo.settings import OIDC, AgencySignIn
from amparo.store import accounts, people
from amparo.store.models import Credential

LONGEST_SUBJECT = 255
"""Characters that an issuer may use for one of its people (OpenID Connect Core 1.0, §2)."""


class Bound(msgspec.Struct, frozen=True, kw_only=True):
    """A person who signs in by their agency from now on."""

    entry: int
    slug: str
    issuer: str


class NotLetIn(HomeRefused):
    """Somebody whom the agency's sign-in sent, and who does not enter.

    ``rule`` names the reason in the ledger; ``subject`` is how the agency knows them, told to
    themselves where nobody here is meant by it.
    """

    def __init__(self, rule: str, subject: str | None = None) -> None:
        super().__init__(f"The agency's sign-in let nobody in here: {rule}. Nothing was shown.")
        self.rule, self.subject = rule, subject


class Entered(msgspec.Struct, frozen=True):
    """Who was let in, and when they last showed the agency who they are."""

    signed: Signed
    shown_at: datetime


# --- an operator says who is meant ------------------------------------------------------------


def bind(asked: Asked, slug: str, subject: str) -> Bound:
    """Let somebody in by their agency's sign-in, which knows them as ``subject``.

    Whatever they signed in with before is over. Raises ChangeRefused, or HomeRefused to a stranger.
    """
    with change(asked, "bind") as asker:
        refuse_from_a_token()
        allow(asker, MAY_APPOINT, "says whom an agency's sign-in means")
        agency = _refuse_without(asked.home)
        person = people.by_slug(slug) if SLUG.fullmatch(slug) else None
        if person is None:
            says = f"There is no {slug!r} here (amparo people list); an operator adds persons."
            raise ChangeRefused("no-such-person", says)
        refuse_unless_text("subject", subject, LONGEST_SUBJECT)
        token = asked.home.tokens.subject(agency.issuer, subject)
        _refuse_if_taken(token, person.pk, asked.clock)
        entry = accounts.add_credential(
            person.pk, "agency", token, begins=asked.clock, ends=None, made_by=asker.person
        )
    return Bound(entry=entry, slug=slug, issuer=agency.issuer)


def _refuse_without(home: Home) -> AgencySignIn:
    if home.settings.agency is None:
        says = f"No agency's sign-in is set for this home ({OIDC}ISSUER; docs/web.md)."
        raise ChangeRefused("no-agency-sign-in", says)
    return home.settings.agency


def _refuse_if_taken(token: bytes, person: str, clock: datetime) -> None:
    held = accounts.of_subject(token, clock)
    if held is not None and held.person != person:
        slug = people.slugs([held.person])[held.person]
        says = f"The agency means {slug} by that subject, and one person only."
        raise ChangeRefused("subject-taken", says)


# --- somebody comes ---------------------------------------------------------------------------


def asking(home: Home, redirect: str, clock: datetime, *, anew: bool) -> Asking:
    """What the agency's sign-in is asked; ``anew``: to have it shown again who is there.

    Raises NotLetIn where it does not answer or is not set, SettingsWrong.
    """
    try:
        return ask(_issuer(home), redirect, clock, anew=anew)
    except IssuerSilent:
        raise NotLetIn("silent") from None


def by_agency(
    home: Home, kept: Kept | None, answer: Mapping[str, str], clock: datetime, here: Signed | None
) -> Entered:
    """Let somebody in by the agency's answer to what was ``kept`` of the question, once entered.

    ``here``: who is signed in already and must be the one who shows it. Raises NotLetIn.
    """
    try:
        vouched = judged(_issuer(home), kept, answer, clock)
    except AnswerRefused as refused:
        raise _refused(home, clock, refused.rule, here.person if here else None) from None
    except IssuerSilent:
        raise _refused(home, clock, "silent", here.person if here else None) from None
    with recorded(home, clock):
        account = accounts.of_subject(_token(home, vouched), clock)
        rule = _why_not(account, here, clock)
        if account is not None and rule is None:
            accounts.add_sign_in(account.person, "signed-in", clock, account.entry, None)
            return Entered(Signed(person=account.person, account=account.entry), vouched.at)
        people.add_refusal(f"sign-in: {rule}", account.person if account else None)
    raise NotLetIn(rule or "", vouched.subject if account is None else None)


def sign_out_address(home: Home, clock: datetime, back: str) -> str | None:
    """Where one signs out of the agency's sign-in too; None where it tells no such place."""
    if home.settings.agency is None:
        return None
    try:
        return _issuer(home).sign_out_address(clock, back)
    except IssuerSilent:
        return None


def _why_not(account: Credential | None, here: Signed | None, clock: datetime) -> str | None:
    """Why somebody vouched for does not enter; None where they do."""
    if account is None:
        return "unknown-subject"
    if here is not None and account.entry != here.account:
        return "another-person"
    try:
        in_date = in_office(account.person, clock).credentials_in_date
    except HomeRefused:
        in_date = False
    return None if in_date else "no-role"


def _refused(home: Home, clock: datetime, rule: str, person: str | None) -> NotLetIn:
    with recorded(home, clock):
        people.add_refusal(f"sign-in: {rule}", person)
    return NotLetIn(rule)


def _issuer(home: Home) -> Issuer:
    if home.settings.agency is None:
        raise NotLetIn("not-set")
    return _of(home.settings.agency)


@cache
def _of(settings: AgencySignIn) -> Issuer:
    """One for each sign-in, so that what it described is asked once and not at each visit."""
    return Issuer(settings)


def _token(home: Home, vouched: Vouched) -> bytes:
    return home.tokens.subject(vouched.issuer, vouched.subject)
