"""A home: its keys, its database, its ledger, opened once for a command."""

import os
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from tempfile import NamedTemporaryFile

import msgspec
from django.db import OperationalError

from amparo.feeds.signatures import sender_keys
from amparo.ledger import SigningKey
from amparo.settings import Settings
from amparo.store import deliveries, sealing
from amparo.store.opening import StoreNotReady, close_store, open_store
from amparo.store.vault import IdentityKey, Tokens

KEYS, _LEDGER, _SNAPSHOTS = "keys", "ledger", "snapshots"
OUTBOX = "outbox"
"""The folder in which the file sender leaves messages; and who sent them, in the ledger."""


class HomeRefused(Exception):
    """A home that this command may not open; the message says why."""


class Home(msgspec.Struct, frozen=True):
    """An open home. ``key`` is the secret that, with each identity's own, opens the vault."""

    settings: Settings
    key: bytes
    signing: SigningKey
    tokens: Tokens

    @property
    def path(self) -> Path:
        """The home's folder."""
        return self.settings.home

    @property
    def ledger(self) -> Path:
        """Where the ledger's tiles and checkpoint lie."""
        return self.path / _LEDGER

    @property
    def snapshots(self) -> Path:
        """Where sealed snapshots lie."""
        return self.path / _SNAPSHOTS

    @property
    def outbox(self) -> Path:
        """Where the file sender leaves messages."""
        return self.path / OUTBOX

    def sender_keys(self) -> dict[str, bytes]:
        """The public keys of agencies whose signatures this home knows."""
        try:
            return sender_keys(self.path / KEYS)
        except (ValueError, OSError) as wrong:
            raise HomeRefused(
                f"A sender's key in {self.path / KEYS} cannot be read: {wrong}"
            ) from None

    def identity_key(self, secret: bytes) -> IdentityKey:
        """The vault key that an identity's secret makes with the home's."""
        return IdentityKey(self.key, secret)

    def sequence(self, now: datetime) -> None:
        """Give every waiting entry its place; a command returns only when its entries have one."""
        sealing.sequence(self.signing, self.signing.name, now)
        sealing.write_tiles(self.ledger)


class SequencedLater(Home, frozen=True):
    """A home whose entries wait for their places until whoever holds it has all of them."""

    def sequence(self, now: datetime) -> None:
        """Nothing yet."""

    @classmethod
    def of(cls, home: Home) -> "SequencedLater":
        """The same home."""
        return cls(home.settings, home.key, home.signing, home.tokens)


def open_home(settings: Settings) -> Home:
    """Open a home, making it where there is none. Raises HomeRefused where that cannot be done."""
    try:
        return _opened(settings)
    except (OperationalError, StoreNotReady, OSError) as failed:
        why = str(failed).strip()
        raise HomeRefused(f"The home {settings.home} cannot be opened: {why}") from failed


def _opened(settings: Settings) -> Home:
    keys = settings.home / KEYS
    keys.mkdir(parents=True, exist_ok=True)
    open_store(settings)
    key = bytes.fromhex(kept(keys / "home.key", lambda: os.urandom(32).hex()))
    signing = SigningKey.parse(kept(keys / "ledger.key", _new_signing_key))
    return Home(settings, key, signing, Tokens(key))


def close_home() -> None:
    """Close the database, so that the home may be copied."""
    close_store()


def latest_news(clock: datetime) -> datetime:
    """Now: the clock's, or in a made-up home when its latest delivery about children came."""
    if deliveries.home_kind():
        return deliveries.latest_received_at(about_children=True) or clock
    return clock


def _new_signing_key() -> str:
    return SigningKey(f"amparo.local/{os.urandom(4).hex()}", os.urandom(32)).reveal()


def kept(path: Path, make: Callable[[], str]) -> str:
    """The text of a key file; made, for its owner's eyes only, where there is none."""
    if not path.exists():
        # Written aside and linked: of two that start at once, one key wins for both. And on the
        # disk before anything is sealed under it.
        with NamedTemporaryFile("w", dir=path.parent) as part:
            part.write(make())
            part.flush()
            os.fsync(part.fileno())
            with suppress(FileExistsError):
                os.link(part.name, path)
    return path.read_text().strip()
