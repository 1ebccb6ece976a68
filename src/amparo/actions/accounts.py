"""Accounts of persons: an operator invites, the person opens; a password and a second factor."""

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache
from hashlib import sha256

import msgspec
import pyotp
from django.contrib.auth.hashers import check_password, make_password

from amparo.actions.changing import SLUG, Asked, ChangeRefused, allow, change, recorded
from amparo.actions.home import Home, HomeRefused
from amparo.actions.signing_in import refuse_from_a_token
from amparo.purposes.asker import MAY_APPOINT
from amparo.store import accounts, people
from amparo.store.models import Credential, Person

INVITED_FOR = timedelta(hours=72)
"""How long an invitation may be taken up. Product choice."""

MOST_WRONG, LOCKED_FOR = 5, timedelta(minutes=15)
"""So many wrong tries within this time lock an account, until the first of them is as old (NIST SP
800-63B-4 asks that guesses be limited). Product choice."""

SHORTEST, LONGEST = 12, 200
"""Characters of a password (NIST SP 800-63B-4: 8 beside a second factor). Product choice."""

RECOVERY_CODES = 10
"""How many codes are handed out for the day a phone is lost; each serves once."""

STEP = 30
"""Seconds that a code of an authenticator lasts (RFC 6238)."""


class SignInRefused(HomeRefused):
    """Somebody who was not let in. The message does not say which part was wrong."""

    def __init__(self) -> None:
        super().__init__(
            "That is not right, or there were too many tries: after five wrong ones, wait fifteen"
            " minutes. An operator can invite you anew."
        )


class Invited(msgspec.Struct, frozen=True, kw_only=True):
    """An invitation, told this once: only its digest is kept."""

    entry: int
    slug: str
    code: str
    until: datetime


class Factor(msgspec.Struct, frozen=True, kw_only=True):
    """A second factor that was shown to work: an authenticator's seed, or a passkey's public part.

    ``counter`` is the time step or the count that was taken.
    """

    kind: str
    kept: bytes
    counter: int


class Signed(msgspec.Struct, frozen=True, kw_only=True):
    """Who was let in, and on which account their session rests."""

    person: str
    account: int


# --- inviting and opening ---------------------------------------------------------------------


def invite(asked: Asked, slug: str) -> Invited:
    """An invitation to open an account; whatever the person signed in with before is over.

    An operator's for anybody, and one's own for whoever is known to the operating system. Raises
    ChangeRefused, or HomeRefused to a stranger.
    """
    code = _spoken()
    with change(asked, "account") as asker:
        refuse_from_a_token()
        if slug != asker.slug:
            allow(asker, MAY_APPOINT, "makes accounts of others")
        person = people.by_slug(slug) if SLUG.fullmatch(slug) else None
        if person is None:
            says = f"There is no {slug!r} here (amparo people list); an operator adds persons."
            raise ChangeRefused("no-such-person", says)
        until = asked.clock + INVITED_FOR
        entry = accounts.add_credential(
            person.pk,
            "invitation",
            _digest(code),
            begins=asked.clock,
            ends=until,
            made_by=asker.person,
        )
    return Invited(entry=entry, slug=slug, code=code, until=until)


def invited(home: Home, slug: str, code: str, clock: datetime) -> Signed:
    """Whose invitation this is. Raises SignInRefused for a wrong one, one used or one too old."""

    def holds(account: Credential) -> bool:
        fits = secrets.compare_digest(bytes(account.kept), _digest(code))
        in_time = account.ends is not None and clock < account.ends
        return fits and in_time and not accounts.is_opened(account.entry, account.person)

    return _tried(home, slug, clock, "wrong-invitation", holds)


def is_too_weak(slug: str, password: str) -> bool:
    """Whether a password is too short, too long, mostly the name, or of one letter."""
    few = len(set(password.lower().replace(slug, ""))) < 5
    return not SHORTEST <= len(password) <= LONGEST or few


def hashed(password: str) -> str:
    """What is kept of a password: scrypt with a salt."""
    return make_password(password)


def new_seed() -> str:
    """A random seed for an authenticator, as it is typed."""
    return str(pyotp.random_base32())


def lock_seed(home: Home, person: str, seed: str) -> str:
    """A seed that is not in use yet, for their session to keep."""
    return home.identity_key(person.encode()).encrypt(seed.encode()).hex()


def unlock_seed(home: Home, person: str, kept: str) -> str:
    """The seed. Raises SignInRefused where it is another's."""
    seed = home.identity_key(person.encode()).decrypt(bytes.fromhex(kept))
    if seed is None:
        raise SignInRefused
    return seed.decode()


def seed_address(seed: str, slug: str) -> str:
    """What the square says that an authenticator reads."""
    return pyotp.TOTP(seed).provisioning_uri(name=slug, issuer_name="Amparo")


def by_authenticator(home: Home, person: str, seed: str, code: str, at: datetime) -> Factor | None:
    """An authenticator with this seed, if it shows this code now."""
    step = _step_of(seed, code, at)
    kept = home.identity_key(person.encode()).encrypt(seed.encode())
    return Factor(kind="totp", kept=kept, counter=step) if step is not None else None


def open_account(
    home: Home, signed: Signed, password: str, factor: Factor, clock: datetime
) -> list[str]:
    """Open an account with a hashed password and a factor; the recovery codes, told this once.

    Raises SignInRefused where the invitation was taken up, or taken back, meanwhile.
    """
    codes = [_spoken() for _ in range(RECOVERY_CODES)]
    with recorded(home, clock):
        stands = accounts.account(signed.person, clock)
        is_same = stands is not None and stands.entry == signed.account
        if not is_same or accounts.is_opened(signed.account, signed.person):
            raise SignInRefused
        _keep(signed.person, "password", password.encode(), clock)
        entry = _keep(signed.person, factor.kind, factor.kept, clock)
        for code in codes:
            _keep(signed.person, "recovery", _digest(code), clock)
        accounts.add_sign_in(signed.person, "signed-in", clock, entry, factor.counter)
    return codes


def _keep(person: str, kind: str, kept: bytes, clock: datetime) -> int:
    return accounts.add_credential(person, kind, kept, begins=clock, ends=None, made_by=person)


# --- signing in -------------------------------------------------------------------------------


def by_password(home: Home, slug: str, password: str, clock: datetime) -> Signed:
    """Whoever has this password; nothing is shown to them yet. Raises SignInRefused."""
    person = _person(slug)
    account = accounts.account(person.pk, clock) if person else None
    kept = accounts.credentials(account.person, "password", account.entry) if account else []
    # A name that nobody has takes as long as a wrong password. Hashed before the turn is taken.
    right = check_password(
        password[:LONGEST], bytes(kept[0].kept).decode() if kept else _of_nobody()
    )
    return _tried(home, slug, clock, "wrong-password", lambda _: bool(kept) and right)


def by_code(home: Home, signed: Signed, code: str, clock: datetime) -> None:
    """Let somebody in by an authenticator's code or a recovery code. Raises SignInRefused."""
    let_in(home, signed, clock, lambda: _taken_code(home, signed, code, clock))


def stands(signed: Signed, clock: datetime) -> bool:
    """Whether a session still rests on an account that is the person's."""
    account = accounts.account(signed.person, clock)
    return account is not None and account.entry == signed.account


Taken = tuple[int, int | None]
"""The entry of a second factor, and the counter that is taken with it."""


def let_in(home: Home, signed: Signed, clock: datetime, shown: Callable[[], Taken | None]) -> None:
    """Let somebody in by what they show, once it is entered. Raises SignInRefused."""
    with recorded(home, clock):
        taken = shown() if stands(signed, clock) and not _is_locked(signed.person, clock) else None
        if taken is not None:
            accounts.add_sign_in(signed.person, "signed-in", clock, *taken)
        else:
            _note(signed.person, "wrong-factor", clock)
    if taken is None:
        raise SignInRefused


def _taken_code(home: Home, signed: Signed, code: str, clock: datetime) -> Taken | None:
    for one in accounts.credentials(signed.person, "totp", signed.account):
        seed = home.identity_key(signed.person.encode()).decrypt(bytes(one.kept))
        step = _step_of(seed.decode(), code, clock) if seed else None
        if step is not None and step > (accounts.last_counter(one.entry) or 0):
            return one.entry, step
    for one in accounts.credentials(signed.person, "recovery", signed.account):
        fits = secrets.compare_digest(bytes(one.kept), _digest(code))
        if fits and not accounts.is_used(one.entry):
            return one.entry, None
    return None


def _tried(
    home: Home, slug: str, clock: datetime, wrong: str, right: Callable[[Credential], bool]
) -> Signed:
    """Whoever has a slug, where something about their account is right; else it is noted."""
    person = _person(slug)
    with recorded(home, clock):
        account = accounts.account(person.pk, clock) if person else None
        if account and not _is_locked(account.person, clock) and right(account):
            return Signed(person=account.person, account=account.entry)
        _note(account.person if account else None, wrong, clock)
    raise SignInRefused


def _note(person: str | None, wrong: str, clock: datetime) -> None:
    """Enter a refusal; what comes while an account is locked is not entered each time."""
    if person is None:
        people.add_refusal(f"sign-in: {wrong}", None)
    elif not _is_locked(person, clock):
        accounts.add_sign_in(person, wrong, clock, None, None)


def _is_locked(person: str, clock: datetime) -> bool:
    return accounts.refused_since(person, clock - LOCKED_FOR) >= MOST_WRONG


def _person(slug: str) -> Person | None:
    return people.by_slug(slug) if SLUG.fullmatch(slug) else None


def _step_of(seed: str, code: str, at: datetime) -> int | None:
    """The time step whose code this is: now's, or the one before or after it."""
    digits, now = code.strip().replace(" ", ""), int(at.timestamp()) // STEP
    totp = pyotp.TOTP(seed)
    steps = (now - 1, now, now + 1)
    shown = digits if digits.isascii() else ""
    found = [one for one in steps if secrets.compare_digest(totp.generate_otp(one), shown)]
    return found[-1] if found else None


@cache
def _of_nobody() -> str:
    return make_password(secrets.token_urlsafe())


def _spoken() -> str:
    """80 random bits in groups of four letters and digits that are not mistaken for one another."""
    text = pyotp.random_base32(16 * 2)[:16].lower()
    return "-".join(text[at : at + 4] for at in range(0, 16, 4))


def _digest(code: str) -> bytes:
    plain = "".join(filter(str.isalnum, code.lower()))
    return sha256(plain.encode()).digest()
