"""Seals the rows of one content in chunks; what is staged is invisible until it is accepted."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import islice

import msgspec

from amparo.actions.beside import Beside
from amparo.actions.home import Home
from amparo.actions.telling import Teller, Told
from amparo.feeds.contract import Again, Contract, Row, SetAside, ToldBefore
from amparo.feeds.ranges import out_of_range
from amparo.feeds.read import Tally
from amparo.feeds.refusals import DeliveryRefused
from amparo.ledger import MOST_IN_A_BATCH
from amparo.store import deliveries, evidence, identities, releases
from amparo.store.bulk import append, portions, without_pauses
from amparo.store.kept_lines import Keeping
from amparo.store.releases import TABLE
from amparo.store.sealing import enter_batches
from amparo.store.taking_turns import portion
from amparo.store.vault import Tokens
from amparo.words.agencies import Agency

CHUNK = 2_500
"""Rows told together: enough of them to be worth a copy of this process."""

EVENTS_AT_ONCE = 3 * MOST_IN_A_BATCH
"""Events in one transaction: many enough to be fast, few enough that a page hardly waits for it."""

WORTH_A_COPY = 1_500
"""Rows whose telling takes much longer than copying this process does."""

_LIKENESS = (
    "identity",
    "content",
    "row",
    "numbers",
    "given_names",
    "surnames",
    "birth_date",
    "birth_month",
)
_PLACE = ("building", "unit", "postal_code", "identity", "content", "line")


class Content(msgspec.Struct, frozen=True):
    """A file being stored: its number, its SHA-256, and the secret of its set-aside lines."""

    number: int
    digest: str
    secret: bytes


class _Rows:
    """The rows of one table that were told before."""

    def __init__(
        self, tokens: Tokens, among: Callable[[Sequence[bytes]], Collection[bytes]]
    ) -> None:
        self._tokens, self.among = tokens, among

    def token(self, cells: tuple[str, ...]) -> bytes:
        return self._tokens.row(cells)


class Sealing:
    """Takes the rows of one content: to events, vault, index and kept lines."""

    def __init__(
        self,
        home: Home,
        contract: Contract,
        content: Content,
        sender: Agency,
        *,
        made_up: bool,
        is_whole: bool,
    ) -> None:
        self.content, self.events = content.number, 0
        self._home = home
        self._contract, self._made_up, self._is_whole = contract, made_up, is_whole
        self._teller = Teller(home, contract, content.number, content.secret)
        self._says = {"of": "events", "feed": contract.feed, "file": content.digest}
        self._heard = deliveries.heard()
        self._owner = f"{sender} feed steward"
        self._table_name = f"{TABLE}{contract.table}"
        self._table = _number_of(self._table_name) if contract.releases else 0

    @property
    def told_before(self) -> ToldBefore | None:
        """The rows of the file's table that were told before, where it is sent again and again."""
        if not self._contract.releases:
            return None
        if self._is_whole:
            told = releases.rows_told(self._table, self._heard)
            return _Rows(self._home.tokens, told.intersection)
        # A day's news has few rows, and the table may have millions.
        return _Rows(
            self._home.tokens, lambda some: releases.told_among(some, self._table, self._heard)
        )

    def take(
        self,
        rows: Iterator[Row | Again | SetAside],
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

    def _tell(self, chunk: list[Row | Again | SetAside], folder: str) -> Beside[Told]:
        read = [one for one in chunk if isinstance(one, Row)]
        if self._contract.about_children:
            for row in read:
                if (wrong := out_of_range(row, made_up=self._made_up)) is not None:
                    raise DeliveryRefused(folder, wrong)
        numbered = identities.number(row.of for row in read)
        before = set() if self._contract.releases else self._rows_told(numbered)
        unread = [one for one in chunk if isinstance(one, SetAside)]
        again = [one for one in chunk if isinstance(one, Again)]

        def told() -> Told:
            told = self._teller.tell(read, numbered, before, unread)
            self._teller.repeat(told, again, self._table, self._table_name)
            return told

        return Beside(told, worth_it=len(read) >= WORTH_A_COPY)

    def _rows_told(
        self, numbered: Mapping[str, tuple[int, bytes | None]]
    ) -> set[tuple[int, bytes]]:
        return evidence.rows_told((identity for identity, _ in numbered.values()), self._heard)

    def _finish(self, told: Told, keeping: Keeping, tally: Tally) -> None:
        self._write(told)
        for kept in told.kept:
            keeping.keep(*kept)
        _add(told.tally, tally)

    def _write(self, told: Told) -> None:
        """Write a chunk in portions: until its delivery is accepted nobody sees any of them."""
        numbers: list[int] = []
        for bodies in portions(told.bodies, EVENTS_AT_ONCE):
            of = told.of[len(numbers) : len(numbers) + len(bodies)]
            with portion():
                numbers += self._events(bodies, of)
        vaulted = [(numbers[place], *sealed) for place, *sealed in told.vaulted]
        with portion():
            append("vault", ("event", "identity", "ciphertext"), vaulted)
            aside = [(self.content, line, reason[:300], self._owner) for line, reason in told.aside]
            append("setasiderow", ("content", "line", "reason", "owner"), aside)
        with portion():
            append("likeness", _LIKENESS, told.likenesses)
            append("number", ("token", "identity", "content"), told.numbers)
            append("place", _PLACE, told.places)
            append("sponsor", ("token", "identity", "content"), told.sponsors)
            released = [
                (row, self._table, identity, self.content) for row, identity in told.released
            ]
            append("releasedrow", ("token", "of_table", "identity", "content"), released)
        self.events += len(told.bodies)

    def _events(self, bodies: list[bytes], of: list[int]) -> list[int]:
        """Seal some events and put them in; their numbers."""
        numbers = enter_batches(bodies, self._says, self.content)
        told = zip(numbers, of, bodies, strict=True)
        rows = [(number, identity, self.content, body) for number, identity, body in told]
        append("event", ("id", "identity", "content", "body"), rows)
        return numbers


def _add(some: Tally, tally: Tally) -> None:
    for name in Tally.__struct_fields__:
        setattr(tally, name, getattr(tally, name) + getattr(some, name))


def _number_of(name: str) -> int:
    number, _ = identities.number([name])[name]
    return number
