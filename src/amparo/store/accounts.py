"""Accounts: what each person signs in with, and which tries at the door they made."""

from datetime import datetime
from hashlib import sha256

from django.db.models import Max

from amparo.store import models, sealing

REFUSED = ("wrong-invitation", "wrong-password", "wrong-factor")
"""Answers that count towards a lock."""


def add_credential(
    person: str, kind: str, kept: bytes, *, begins: datetime, ends: datetime | None, made_by: str
) -> int:
    """Add one, with a ledger entry that names its digest. Call it inside a transaction."""
    says = {"person": person, "kind": kind, "begins": begins, "ends": ends, "made_by": made_by}
    digest = sha256(kept).hexdigest()
    entry = sealing.enter({"entry": "credential", "digest": digest, **says})
    models.Credential.objects.create(kept=kept, entry=entry, **says)
    return entry


def add_sign_in(
    person: str, answer: str, at: datetime, credential: int | None, counter: int | None
) -> int:
    """Add one try, with its entry. Call it inside a transaction."""
    says = {
        "person": person,
        "answer": answer,
        "at": at,
        "credential": credential,
        "counter": counter,
    }
    entry = sealing.enter({"entry": "sign-in", **says})
    models.SignIn.objects.create(entry=entry, **says)
    return entry


ACCOUNTS = ("invitation", "agency")
"""What an account rests on: an operator's invitation, or their word for whom an agency means."""


def account(person: str, at: datetime) -> models.Credential | None:
    """What a person's account rests on: the last that was given; None once that was ended."""
    given = models.Credential.objects.filter(person=person, kind__in=ACCOUNTS, begins__lte=at)
    last = given.order_by("-entry").first()
    return None if last is None or _is_ended(last.entry) else last


def of_subject(token: bytes, at: datetime) -> models.Credential | None:
    """The account that rests on an agency's word for one of its people, while it stands."""
    bound = models.Credential.objects.filter(kind="agency", kept=token, begins__lte=at)
    stand = (one for one in bound.order_by("-entry") if account(one.person, at) == one)
    return next(stand, None)


def credentials(person: str, kind: str, account: int) -> list[models.Credential]:
    """What stands of one kind since the account was last made."""
    found = models.Credential.objects.filter(person=person, kind=kind, entry__gt=account)
    return list(found.exclude(entry__in=models.Ended.objects.values("of")).order_by("entry"))


def is_opened(account: int, person: str) -> bool:
    """Whether an invitation was taken up."""
    return bool(credentials(person, "password", account))


def refused_since(person: str, since: datetime) -> int:
    """How many tries were refused since a time, and since somebody was last let in."""
    tries = models.SignIn.objects.filter(person=person)
    last = tries.exclude(answer__in=REFUSED).aggregate(last=Max("entry"))["last"] or 0
    return tries.filter(answer__in=REFUSED, at__gt=since, entry__gt=last).count()


def last_counter(credential: int) -> int | None:
    """The highest time step or count that was taken of a second factor."""
    taken = models.SignIn.objects.filter(credential=credential)
    highest: int | None = taken.aggregate(highest=Max("counter"))["highest"]
    return highest


def is_used(credential: int) -> bool:
    """Whether something that serves once has served."""
    return models.SignIn.objects.filter(credential=credential).exists()


def _is_ended(entry: int) -> bool:
    return models.Ended.objects.filter(of=entry).exists()
