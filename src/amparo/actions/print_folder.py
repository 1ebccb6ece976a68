"""The mail room's folder of a letter: cover, notice and envelope, until it has arrived."""

import shutil
from datetime import date
from pathlib import Path

from amparo.actions.changing import ChangeRefused
from amparo.actions.home import Home
from amparo.letters import Letter, cover, envelope
from amparo.letters.cover import NOBODY_NAMED
from amparo.store import identities
from amparo.store.models import SealedService

PRINT = "print"


def print_letter(
    home: Home, row: SealedService, address: list[str], name: str, today: date
) -> Path:
    """Leave a letter for the mail room; gives its folder. Raises ChangeRefused for one expunged."""
    secret = identities.secrets([row.identity]).get(row.identity)
    notice = home.identity_key(secret).decrypt(bytes(row.ciphertext)) if secret else None
    if notice is None:
        raise ChangeRefused("expunged", "The notice was expunged by order.")
    letter = Letter(
        service=row.pk,
        to=name or NOBODY_NAMED,
        address=tuple(address),
        agency=row.agency,
        made_on=today,
    )
    folder = home.path / PRINT / row.pk
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "cover.txt").write_text(cover(letter), encoding="utf-8")
    (folder / "envelope.txt").write_text(envelope(letter), encoding="utf-8")
    (folder / f"notice.{row.kind}").write_bytes(notice)
    return folder


def destroy(home: Home, number: str) -> None:
    """Remove a letter's folder: it holds an address in the clear, and the letter is gone."""
    shutil.rmtree(home.path / PRINT / number, ignore_errors=True)
