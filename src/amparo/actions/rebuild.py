"""Makes a home again from the lines that another kept: everything after them can be rebuilt."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
from django.db import transaction

from amparo.actions.changing import ChangeRefused, allow, as_they_stand, written_down
from amparo.actions.digest import Held, held
from amparo.actions.home import Home, open_home
from amparo.actions.ingest import Filed, accept, begin, recognised, settle
from amparo.clocks.washington import washington_day
from amparo.events import ToldAtDesk
from amparo.feeds import CONTRACTS
from amparo.feeds.contract import Again, Row, SetAside
from amparo.feeds.manifest import DeliveredFile, digest_of, read_manifest
from amparo.feeds.read import Tally, reread, understand
from amparo.feeds.receive import Received, table_of
from amparo.identity import Kind, standing
from amparo.identity.clustering import Reason
from amparo.purposes.asker import Asker
from amparo.settings import read_settings
from amparo.store import (
    deliveries,
    doubts,
    identities,
    people,
    releases,
    reviews,
    rulings,
    sealing,
    stored_entries,
    tellings,
)
from amparo.store.kept_lines import Keeping, KeptHeader, read_kept
from amparo.store.tellings import Teller
from amparo.store.vault import Tokens
from amparo.words.agencies import Agency, Role

Kept = tuple[int, list[str], list[str]]


class Rebuilt(msgspec.Struct, frozen=True, kw_only=True):
    """What came of it. ``unreadable`` are lines whose key was destroyed or has expired.

    Where it is not the ``same``: how many children are ``made_up_otherwise``, of other records
    than before, and how many records are ``read_otherwise``, and say something else. A version
    that reads more out of a row than the one that took it in reads it otherwise.
    """

    deliveries: int
    unreadable: int
    same: bool
    digest: str
    made_up_otherwise: int
    read_otherwise: int


class _Opened(msgspec.Struct, frozen=True):
    """The kept lines of one file, decrypted in memory: rows, and lines that were set aside.

    ``again`` are the tokens, in the old home, of rows that the file repeated.
    """

    header: KeptHeader
    kept: list[Kept]
    set_aside: list[SetAside]
    again: list[bytes]
    unreadable: int


class _Told(msgspec.Struct, frozen=True, kw_only=True):
    """What the ledger's entry says of a delivery."""

    folder: str
    manifest: str
    signed_by: frozenset[str]
    learned_at: datetime
    arrived_at: datetime
    files: list[dict[str, Any]]


class _Renamed:
    """The tokens of rows in the new home, by those in the old one, whose key is another."""

    def __init__(self, old: Tokens) -> None:
        self.new = self._old = old
        self._names: dict[bytes, bytes] = {}

    def rows(
        self, told: Iterable[Row | SetAside], again: Iterable[bytes]
    ) -> Iterator[Row | Again | SetAside]:
        """Rows told anew, and after them those that the file repeated, under their new tokens."""
        for row in told:
            if isinstance(row, Row) and row.part:
                self._names[self._old.row(row.fields)] = self.new.row(row.fields)
            yield row
        for token in again:
            # A row that was expunged has no new name, and is not carried any more.
            if token in self._names:
                yield Again(0, self._names[token])


MAY_REBUILD = frozenset({Role.OPERATOR})
"""Who makes a home again. It shows nothing of any child."""


def rebuild(home: Home, asker: Asker, new_path: Path, clock: datetime) -> Rebuilt:
    """Read every kept line of a home again into a new one, and compare the two.

    Who looked stays in the old home's ledger, and who made it again is entered there. Raises
    ChangeRefused, for a folder that holds things too, or NotRecorded, as every change does.
    """
    with written_down(home, clock, "rebuild", asker.person):
        allow(as_they_stand(asker, clock), MAY_REBUILD, "makes a home again")
        if new_path.exists() and any(new_path.iterdir()):
            raise ChangeRefused("not-empty", f"{new_path} is not empty: name a new folder.")
        sealing.enter({"entry": "rebuilt", "by": asker.person})
    there = read_settings({"AMPARO_HOME": str(new_path)})
    before, told, ruled = held(), list(_deliveries()), rulings.kept()
    unreadable = 0
    renamed, at_desks = _Renamed(home.tokens), list(_told_at_desks(home))
    doubted = list(_doubted(home))
    for delivery in told:
        opened = [_opened(home, file) for file in _received(delivery).manifest.files]
        unreadable += sum(one.unreadable for one in opened)
        _take(open_home(there), delivery, opened, renamed, clock)
        open_home(home.settings)
    new = open_home(there)
    _rule_again(ruled, clock)
    for one in at_desks:
        _tell_again(new, *one)
    _doubt_again(new, doubted)
    settle(new, clock)
    return _compared(before, held(), len(told), unreadable)


def _compared(before: Held, after: Held, told: int, unreadable: int) -> Rebuilt:
    return Rebuilt(
        deliveries=told,
        unreadable=unreadable,
        same=after.digest == before.digest,
        digest=after.digest.digest,
        made_up_otherwise=_not_in_both(before.groups, after.groups),
        read_otherwise=_not_in_both(before.told, after.told),
    )


def _not_in_both(before: frozenset[bytes], after: frozenset[bytes]) -> int:
    return max(len(before - after), len(after - before))


def _rule_again(ruled: list[bytes], clock: datetime) -> None:
    """What persons and models ruled is no less told than what agencies sent: it is replayed."""
    with transaction.atomic():
        replayed = rulings.replay(ruled)
        for one in standing(replayed).values():
            if one.kind is Kind.HELD:
                parts = ((one.one,), (one.other,))
                reviews.open_review(parts, Reason.SHOWN_AS_TWO, washington_day(clock))


def _told_at_desks(home: Home) -> Iterator[tuple[Teller, ToldAtDesk, dict[str, str]]]:
    """What persons told, with what it keeps in the vault; of a record that was expunged nothing."""
    for row, identity, event in tellings.every_telling():
        secret = identities.secrets([identity]).get(identity)
        if secret is not None:
            vault = identities.opened({identity: home.identity_key(secret)})
            yield tellings.teller_of(row), event, vault.get(event.vault, {})


def _tell_again(home: Home, teller: Teller, event: ToldAtDesk, vault: dict[str, str]) -> None:
    identity, secret = identities.number([event.of])[event.of]
    assert secret is not None  # noqa: S101  # nothing was expunged in a new home
    key = home.identity_key(secret)
    sealed = msgspec.structs.replace(event, vault=key.seal(vault))
    with transaction.atomic():
        tellings.tell(sealed, identity, key.sealed.get(sealed.vault), teller)


_Doubted = tuple[str, dict[str, Any], str | None, dict[str, Any] | None]
"""A request: of which record, what its row says, what would be right, and what came of it."""


def _doubted(home: Home) -> Iterator[_Doubted]:
    """What was said to be wrong: as much a word of somebody as what was told at a desk."""
    asked = doubts.every()
    came = doubts.answers(one.entry for one in asked)
    names = identities.names({one.identity for one in asked})
    secrets = identities.secrets({one.identity for one in asked})
    for one in asked:
        secret, answered = secrets.get(one.identity), came.get(one.entry)
        if secret is not None:
            sealed = bytes.fromhex(one.right) if one.right else None
            text = home.identity_key(secret).decrypt(sealed) if sealed else None
            right = text.decode() if text else None
            yield (
                names[one.identity],
                doubts.says(one),
                right,
                doubts.says_of_answer(answered) if answered else None,
            )


def _doubt_again(home: Home, doubted: Iterable[_Doubted]) -> None:
    with transaction.atomic():
        for name, says, right, answered in doubted:
            identity, secret = identities.number([name])[name]
            assert secret is not None  # noqa: S101  # nothing was expunged in a new home
            sealed = home.identity_key(secret).encrypt(right.encode()).hex() if right else None
            entry = people.add("doubt", **says | {"identity": identity, "right": sealed})
            if answered is not None:
                people.add("doubt answered", **answered | {"of": entry})


def _deliveries() -> Iterator[_Told]:
    for entry in stored_entries.every_entry():
        if b'"entry":"delivery"' in entry.body:
            yield msgspec.json.decode(entry.body, type=_Told)


def _received(told: _Told) -> Received:
    manifest = read_manifest(told.manifest.encode())
    return Received(
        Path(told.folder),
        manifest,
        CONTRACTS[manifest.feed],
        digest_of(manifest),
        told.signed_by,
    )


def _opened(home: Home, file: DeliveredFile) -> _Opened:
    header, lines = read_kept(home.path, file.sha256)
    content = deliveries.accepted_content(header.feed, file.sha256)
    assert content is not None  # noqa: S101  # the entry of its delivery is in the ledger
    held = list(lines)
    secrets = identities.secrets({identity for identity, _, _ in held if identity})
    aside = deliveries.content_key(content[0])
    texts = {
        line: decrypted(home, secrets.get(identity) if identity else aside, ciphertext)
        for identity, line, ciphertext in held
    }
    read = [
        (line, text[0], text[1]) for identity, line, _ in held if identity and (text := texts[line])
    ]
    return _Opened(
        header,
        sorted(read),
        [
            SetAside(row.line, row.reason, _fields(texts.get(row.line)))
            for row in deliveries.set_aside_rows(content[0])
        ],
        releases.repeated_in(content[0]),
        sum(1 for text in texts.values() if text is None),
    )


def _fields(text: tuple[list[str], list[str]] | None) -> tuple[str, ...]:
    return tuple(text[0]) if text else ()


def decrypted(
    home: Home, secret: bytes | None, ciphertext: bytes
) -> tuple[list[str], list[str]] | None:
    """The cells of a kept line and the repairs that were made; None once its key is gone."""
    text = home.identity_key(secret).decrypt(ciphertext) if secret else None
    return msgspec.json.decode(text, type=tuple[list[str], list[str]]) if text else None


def _take(
    home: Home, told: _Told, opened: Iterable[_Opened], renamed: _Renamed, clock: datetime
) -> None:
    received = _received(told)
    renamed.new = home.tokens
    files = [
        _file(home, received, file, one, said, renamed, clock)
        for file, one, said in zip(received.manifest.files, opened, told.files, strict=True)
    ]
    accept(received, told.manifest, files, told.learned_at, told.arrived_at)
    home.sequence(clock)


def _file(  # noqa: PLR0917  # one file, and what three places say of it
    home: Home,
    received: Received,
    file: DeliveredFile,
    opened: _Opened,
    said: dict[str, Any],
    renamed: _Renamed,
    clock: datetime,
) -> Filed:
    known = deliveries.accepted_content(received.contract.feed, file.sha256)
    if known is not None:
        return recognised(*known)
    sealed = begin(home, received, file, clock.date())
    with Keeping(home.path, file.sha256, opened.header) as keeping:
        rows = renamed.rows(_rows(received, file, opened), opened.again)
        # The lines were accounted for when the file itself was read; that account stands.
        sealed.take(rows, keeping, Tally(), lambda _rows: None, received.folder.name)
    return Filed(
        sealed.content,
        msgspec.convert(said["tally"], Tally),
        sealed.events,
        tuple(said["dropped"]),
    )


def _rows(received: Received, file: DeliveredFile, opened: _Opened) -> Iterator[Row | SetAside]:
    contract = table_of(received.folder.name, received.contract, file.name)
    header = understand(list(opened.header.columns), contract)
    yield from reread(opened.kept, header, contract, Agency(received.manifest.sender))
    yield from opened.set_aside
