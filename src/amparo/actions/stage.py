"""Seals the rows of one content in chunks; what is staged is invisible until it is accepted."""

from collections.abc import Callable, Iterator
from itertools import islice

import msgspec
from django.db import transaction

from amparo.actions.beside import Beside
from amparo.actions.home import Home
from amparo.actions.telling import Teller, Told
from amparo.feeds.contract import Contract, Row, SetAside
from amparo.feeds.read import Tally
from amparo.feeds.refusals import DeliveryRefused
from amparo.store import deliveries, evidence, identities
from amparo.store.bulk import append, without_pauses
from amparo.store.kept_lines import Keeping
from amparo.store.sealing import enter_batches
from amparo.words.identifiers import is_made_up_a_number, is_made_up_key
from amparo.words.untold import Untold

CHUNK = 10_000
"""Rows per transaction: long enough to be fast, short enough that a page waits for it unnoticed."""

WORTH_A_COPY = 2_000
"""Rows whose telling takes much longer than copying this process does."""

_LIKENESS = ("identity", "content", "row", "numbers", "given_names", "surnames", "birth_date")


class Content(msgspec.Struct, frozen=True):
    """A file being stored: its number, its SHA-256, and the secret of its set-aside lines."""

    number: int
    digest: str
    secret: bytes


class Sealing:
    """Takes the rows of one content: to events, vault, index and kept lines."""

    def __init__(self, home: Home, contract: Contract, content: Content, *, made_up: bool) -> None:
        self.content, self.events = content.number, 0
        self._contract, self._made_up = contract, made_up
        self._teller = Teller(home, contract, content.number, content.secret)
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
        begun: list[Beside[Told]] = []
        try:
            with without_pauses():
                while chunk := list(islice(rows, CHUNK)):
                    begun.append(self._tell(chunk, folder))
                    # While one chunk is told, the one before is written and the next is read.
                    if len(begun) > 1:
                        self._finish(begun.pop(0).answer(), keeping, tally)
                    progress(len(chunk))
                if begun:
                    self._finish(begun.pop().answer(), keeping, tally)
        finally:
            for given_up in begun:
                given_up.give_up()

    def _tell(self, chunk: list[Row | SetAside], folder: str) -> Beside[Told]:
        read = [one for one in chunk if isinstance(one, Row)]
        if self._contract.about_children:
            for row in read:
                self._refuse_wrong_range(row, folder)
        numbered = identities.number(row.of for row in read)
        before = evidence.rows_told((identity for identity, _ in numbered.values()), self._heard)
        unread = [one for one in chunk if isinstance(one, SetAside)]
        return Beside(
            lambda: self._teller.tell(read, numbered, before, unread),
            worth_it=len(chunk) >= WORTH_A_COPY,
        )

    def _finish(self, told: Told, keeping: Keeping, tally: Tally) -> None:
        self._write(told)
        for kept in told.kept:
            keeping.keep(*kept)
        _add(told.tally, tally)

    def _refuse_wrong_range(self, row: Row, folder: str) -> None:
        """Made-up children use numbers kept for them, and nobody else does."""
        number = row.values["a_number"]
        marks = [is_made_up_key(row.of.partition(":")[2])]
        if isinstance(number, str) and not isinstance(number, Untold):
            marks.append(is_made_up_a_number(number))
        if (not self._made_up) in marks:
            what = "outside the range" if self._made_up else "in the range"
            raise DeliveryRefused(folder, f"row {row.line} has a number {what} of made-up children")

    def _write(self, told: Told) -> None:
        with transaction.atomic():
            numbers = enter_batches(told.bodies, self._says, self.content)
            append(
                "event",
                ("id", "identity", "content", "body"),
                [
                    (number, identity, self.content, body)
                    for number, identity, body in zip(numbers, told.of, told.bodies, strict=True)
                ],
            )
            vaulted = [(numbers[place], *sealed) for place, *sealed in told.vaulted]
            append("vault", ("event", "identity", "ciphertext"), vaulted)
            append("likeness", _LIKENESS, told.likenesses)
            append("number", ("token", "identity", "content"), told.numbers)
            places = ("token", "identity", "content", "line", "has_unit")
            append("building", places, told.buildings)
            aside = [(self.content, line, reason[:300], self._owner) for line, reason in told.aside]
            append("setasiderow", ("content", "line", "reason", "owner"), aside)
        self.events += len(told.bodies)


def _add(some: Tally, tally: Tally) -> None:
    for name in Tally.__struct_fields__:
        setattr(tally, name, getattr(tally, name) + getattr(some, name))
