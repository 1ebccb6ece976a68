"""What the rows of one chunk tell, encrypted and encoded: all that is left is to write it."""

from collections.abc import Iterable, Mapping

import msgspec

from amparo.actions.home import Home
from amparo.events import AnyEvent, Described, Repeated, Sealed, StillReported, write_event
from amparo.feeds.contract import Again, Contract, Likeness, Place, Row, SetAside, Telling
from amparo.feeds.read import Tally
from amparo.store.vault import IdentityKey

NOTHING_SHOWN, NOWHERE = Likeness(), Place()
_encode = msgspec.json.Encoder().encode


class Told(msgspec.Struct):
    """Rows for the store, but for what only the store can give: the events' numbers.

    ``vaulted`` names an event by its place in ``bodies``, ``released`` a row of a release by its
    token. ``tally`` is what to add to the file's.
    """

    bodies: list[bytes] = []
    of: list[int] = []
    vaulted: list[tuple[int, int, bytes]] = []
    likenesses: list[tuple[int, int, bytes, bytes, bytes, bytes, bytes, bytes]] = []
    numbers: list[tuple[bytes, int, int]] = []
    places: list[tuple[bytes | None, bytes | None, bytes | None, int, int, int]] = []
    sponsors: list[tuple[bytes, int, int]] = []
    released: list[tuple[bytes, int]] = []
    kept: list[tuple[int, int, bytes]] = []
    aside: list[tuple[int, str]] = []
    tally: Tally = msgspec.field(default_factory=Tally)


class Teller:
    """Tells the rows of one content. It asks nothing of the store, and changes nothing."""

    def __init__(self, home: Home, contract: Contract, content: int, secret: bytes) -> None:
        self._home, self._contract, self._content = home, contract, content
        self._aside_key = home.identity_key(secret)

    def tell(
        self,
        rows: Iterable[Row],
        numbered: Mapping[str, tuple[int, bytes | None]],
        before: set[tuple[int, bytes]],
        unread: Iterable[SetAside],
    ) -> Told:
        """What rows tell, in the order of their identities' numbers, and what is set aside.

        ``numbered`` gives each identity's number and secret; ``before`` the rows told earlier, as
        (identity, token of the row). ``unread`` are lines that could not be read.
        """
        told = Told()
        for row in sorted(rows, key=lambda row: numbered[row.of][0]):
            self._tell_one(told, row, *numbered[row.of], before)
        for aside in unread:
            self._set_aside(told, aside)
        return told

    def _tell_one(
        self,
        told: Told,
        row: Row,
        identity: int,
        secret: bytes | None,
        before: set[tuple[int, bytes]],
    ) -> None:
        if secret is None:
            # Nothing of it is kept, not even under another key: the order was to forget.
            self._silent(told, row, "this record was expunged by order", ())
            return
        key = self._home.identity_key(secret)
        if self._contract.releases and not row.row:
            row = msgspec.structs.replace(row, row=self._home.tokens.row(row.fields))
        try:
            telling = self._contract.tell(row, key)
        except ValueError as wrong:
            self._silent(told, row, str(wrong), row.fields)
            return
        token = _token(row, telling, key)
        events = telling.events
        if events and (identity, token) in before:
            # What it shows of the child is indexed again: this delivery may be the earlier one.
            events = [Repeated(of=row.of, line=row.line, row=token)]
        if any(isinstance(event, Repeated) for event in events):
            _uncount(told.tally, row)
            told.tally.duplicate += 1
        _seal(told, identity, key, events)
        told.kept.append((identity, row.line, key.encrypt(_encode((row.fields, row.repairs)))))
        if row.row:
            told.released.append((row.row, identity))
        if telling.likeness != NOTHING_SHOWN or not row.row:
            self._index(told, row, identity, token, telling)

    def repeat(self, told: Told, again: list[Again], table: int, name: str) -> None:
        """That a release carries rows which were told before, and nothing more of them."""
        if again:
            rows = b"".join(one.row for one in again)
            told.bodies.append(write_event(StillReported(of=name, line=again[0].line, rows=rows)))
            told.of.append(table)

    def _silent(self, told: Told, row: Row, why: str, fields: tuple[str, ...]) -> None:
        _uncount(told.tally, row)
        told.tally.set_aside += 1
        self._set_aside(told, SetAside(row.line, why, fields))

    def _set_aside(self, told: Told, aside: SetAside) -> None:
        """A line that tells nothing: counted, and kept where its cells could be told apart."""
        told.aside.append((aside.line, aside.reason))
        if aside.fields:
            line = self._aside_key.encrypt(_encode((aside.fields, ())))
            told.kept.append((0, aside.line, line))

    def _index(self, told: Told, row: Row, identity: int, token: bytes, telling: Telling) -> None:
        if not self._contract.about_children:
            return
        content, tokens = self._content, self._home.tokens
        numbers = [tokens.number(text) for text in telling.likeness.numbers]
        told.numbers.extend((number, identity, content) for number in numbers)
        told.likenesses.append(
            (identity, content, token, b"".join(numbers), *self._names(telling.likeness))
        )
        if telling.place is not None and telling.place != NOWHERE:
            at = telling.place
            place = self._part(at.building), self._part(at.unit), self._part(at.postal_code)
            told.places.append((*place, identity, content, row.line))
        if telling.sponsor is not None:
            told.sponsors.append((tokens.sponsor(telling.sponsor), identity, content))

    def _part(self, of_address: str | None) -> bytes | None:
        return None if of_address is None else self._home.tokens.number(of_address)

    def _names(self, shown: Likeness) -> tuple[bytes, bytes, bytes, bytes]:
        name = self._home.tokens.name
        return (
            b"".join(map(name, shown.given_names)),
            b"".join(map(name, shown.surnames)),
            name(shown.birth_date) if shown.birth_date else b"",
            name(shown.birth_month) if shown.birth_month else b"",
        )


def _token(row: Row, telling: Telling, key: IdentityKey) -> bytes:
    """The token of the whole row, which a row's own description has made already."""
    if row.row:
        return row.row
    first = telling.events[0] if telling.events else None
    return first.row if isinstance(first, Described) else key.token(row.content)


def _seal(told: Told, identity: int, key: IdentityKey, events: list[AnyEvent]) -> None:
    for event in events:
        if isinstance(event, Sealed) and event.vault:
            told.vaulted.append((len(told.bodies), identity, key.sealed[event.vault]))
        told.bodies.append(write_event(event))
        told.of.append(identity)


def _uncount(tally: Tally, row: Row) -> None:
    """A row that was counted as read or repaired turns out to be something else."""
    if row.repairs:
        tally.repaired -= 1
    else:
        tally.read -= 1
