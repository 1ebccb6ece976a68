"""Seals the rows of one content in chunks; what is staged is invisible until it is accepted."""

from collections.abc import Callable, Iterator
from itertools import islice

import msgspec
from django.db import transaction

from amparo.actions.home import Home
from amparo.events import AnyEvent, Repeated, Sealed, write_event
from amparo.feeds.contract import Contract, Row, SetAside, Telling
from amparo.feeds.read import Tally
from amparo.feeds.refusals import DeliveryRefused
from amparo.store import deliveries, evidence, identities
from amparo.store.bulk import append
from amparo.store.kept_lines import Keeping
from amparo.store.sealing import enter_batches
from amparo.store.vault import IdentityKey
from amparo.words.identifiers import is_made_up_a_number, is_made_up_key
from amparo.words.untold import Untold

CHUNK = 10_000
"""Rows per transaction: long enough to be fast, short enough that a page waits for it unnoticed."""


class Content(msgspec.Struct, frozen=True):
    """A file being stored: its number, its SHA-256, and the secret of its set-aside lines."""

    number: int
    digest: str
    secret: bytes


class _Told(msgspec.Struct, frozen=True):
    """One row with what it tells, and the key under which its identifying fields are sealed."""

    row: Row
    identity: int
    key: IdentityKey
    token: bytes
    telling: Telling


class Sealing:
    """Takes the rows of one content: to events, vault, index and kept lines."""

    def __init__(self, home: Home, contract: Contract, content: Content, *, made_up: bool) -> None:
        self.content, self.events = content.number, 0
        self._home, self._contract, self._made_up = home, contract, made_up
        self._set_aside_key = home.identity_key(content.secret)
        self._says = {"of": "events", "feed": contract.feed, "file": content.digest}
        self._heard = deliveries.heard()
        self._owner = f"{contract.sender} feed steward"

    def take(
        self,
        rows: Iterator[Row | SetAside],
        keeping: Keeping,
        tally: Tally,
        progress: Callable[[int], None],
        folder: str,
    ) -> None:
        """Take every row, chunk by chunk. Raises DeliveryRefused at a row of the wrong range."""
        while chunk := list(islice(rows, CHUNK)):
            self._take_chunk(chunk, keeping, tally, folder)
            progress(len(chunk))

    def _take_chunk(
        self, chunk: list[Row | SetAside], keeping: Keeping, tally: Tally, folder: str
    ) -> None:
        read = [one for one in chunk if isinstance(one, Row)]
        unread = [one for one in chunk if isinstance(one, SetAside)]
        if self._contract.about_children:
            for row in read:
                self._refuse_wrong_range(row, folder)
        told, silent = self._tell(read, tally)
        unread.extend(silent)
        tally.set_aside += len(silent)
        self._write(told)
        deliveries.set_aside(self.content, [(one.line, one.reason) for one in unread], self._owner)
        self._keep(told, unread, keeping)

    def _refuse_wrong_range(self, row: Row, folder: str) -> None:
        """Made-up children use numbers kept for them, and nobody else does."""
        number = row.values["a_number"]
        marks = [is_made_up_key(row.of.partition(":")[2])]
        if isinstance(number, str) and not isinstance(number, Untold):
            marks.append(is_made_up_a_number(number))
        if any(mark is not self._made_up for mark in marks):
            what = "outside the range" if self._made_up else "in the range"
            raise DeliveryRefused(folder, f"row {row.line} has a number {what} of made-up children")

    def _tell(self, rows: list[Row], tally: Tally) -> tuple[list[_Told], list[SetAside]]:
        """What each row tells, and the rows that can tell nothing, with the reason."""
        numbered = identities.number(row.of for row in rows)
        before = evidence.rows_told((identity for identity, _ in numbered.values()), self._heard)
        told: list[_Told] = []
        silent: list[SetAside] = []
        for row in rows:
            one = self._tell_one(row, *numbered[row.of], before)
            if isinstance(one, SetAside):
                silent.append(one)
                _move(tally, row, to=None)
                continue
            told.append(one)
            if any(isinstance(event, Repeated) for event in one.telling.events):
                _move(tally, row, to="duplicate")
        told.sort(key=_by_identity)
        return told, silent

    def _tell_one(
        self, row: Row, identity: int, secret: bytes | None, before: set[tuple[int, bytes]]
    ) -> _Told | SetAside:
        if secret is None:
            # Nothing of it is kept, not even under another key: the order was to forget.
            return SetAside(row.line, "this record was expunged by order")
        key = self._home.identity_key(secret)
        token = key.token("\x1f".join(row.fields))
        try:
            telling = self._contract.tell(row, key)
        except ValueError as wrong:
            return SetAside(row.line, str(wrong), row.fields)
        if telling.events and (identity, token) in before:
            # What it shows of the child is indexed again: this delivery may be the earlier one.
            repeated = Repeated(of=row.of, line=row.line, row=token)
            telling = msgspec.structs.replace(telling, events=[repeated])
        return _Told(row, identity, key, token, telling)

    def _write(self, told: list[_Told]) -> None:
        events: list[tuple[_Told, AnyEvent]] = [
            (one, event) for one in told for event in one.telling.events
        ]
        bodies = [write_event(event) for _, event in events]
        with transaction.atomic():
            numbers = enter_batches(bodies, self._says, self.content)
            append(
                "event",
                ("id", "identity", "content", "body"),
                [
                    (number, one.identity, self.content, body)
                    for number, (one, _), body in zip(numbers, events, bodies, strict=True)
                ],
            )
            append("vault", ("event", "identity", "ciphertext"), _vaulted(numbers, events))
            if self._contract.about_children:
                self._index(told)
        self.events += len(events)

    def _index(self, told: list[_Told]) -> None:
        columns = ["identity", "content", "row", "numbers", "given_names", "surnames", "birth_date"]
        append("likeness", columns, [self._likeness(one) for one in told])
        number = self._home.tokens.number
        append(
            "number",
            ("token", "identity", "content"),
            [
                (number(text), one.identity, self.content)
                for one in told
                for text in one.telling.likeness.numbers
            ],
        )
        append(
            "building",
            ("token", "identity", "content", "line", "has_unit"),
            [
                (number(place), one.identity, self.content, one.row.line, one.telling.has_unit)
                for one in told
                if (place := one.telling.building) is not None
            ],
        )

    def _likeness(self, one: _Told) -> tuple[int, int, bytes, bytes, bytes, bytes, bytes]:
        shown, tokens = one.telling.likeness, self._home.tokens
        return (
            one.identity,
            self.content,
            one.token,
            b"".join(map(tokens.number, shown.numbers)),
            b"".join(map(tokens.name, shown.given_names)),
            b"".join(map(tokens.name, shown.surnames)),
            tokens.name(shown.birth_date) if shown.birth_date else b"",
        )

    def _keep(self, told: list[_Told], unread: list[SetAside], keeping: Keeping) -> None:
        for one in told:
            line = one.key.encrypt(msgspec.json.encode((one.row.fields, one.row.repairs)))
            keeping.keep(one.identity, one.row.line, line)
        for aside in unread:
            if aside.fields:
                line = self._set_aside_key.encrypt(msgspec.json.encode((aside.fields, ())))
                keeping.keep(0, aside.line, line)


def _vaulted(
    numbers: list[int], events: list[tuple[_Told, AnyEvent]]
) -> Iterator[tuple[int, int, bytes]]:
    for number, (one, event) in zip(numbers, events, strict=True):
        if isinstance(event, Sealed) and event.vault:
            yield number, one.identity, one.key.sealed[event.vault]


def _move(tally: Tally, row: Row, *, to: str | None) -> None:
    """A row that was counted as read or repaired turns out to be something else."""
    if row.repairs:
        tally.repaired -= 1
    else:
        tally.read -= 1
    if to == "duplicate":
        tally.duplicate += 1


def _by_identity(one: _Told) -> int:
    return one.identity
