"""Names the altered event in a batch that is not what was sealed, by reading its line again.

A batch is sealed as a whole, so the ledger alone can say only which batch was touched. The lines
as they were received are kept beside it, encrypted; what they tell is what was sealed.
"""

from collections.abc import Iterator

import msgspec

from amparo.actions.home import Home
from amparo.events import AnyEvent, Sealed, read_event
from amparo.feeds import CONTRACTS
from amparo.feeds.contract import Row
from amparo.feeds.read import reread, understand
from amparo.store import identities, stored_entries
from amparo.store.kept_lines import KeptHeader, read_kept
from amparo.store.problem import Problem
from amparo.store.vault import IdentityKey
from amparo.words.agencies import Agency

_Line = tuple[list[str], list[str]]


def altered_events(home: Home, batch: int, file: str) -> Iterator[Problem]:
    """A problem for each event of a batch that is not what its own line tells."""
    try:
        header, kept = read_kept(home.path, file)
    except FileNotFoundError:
        return
    held = stored_entries.events_told_with(batch)
    secrets = identities.secrets({identity for identity, _ in held})
    lines: dict[int, list[tuple[int, bytes]]] = {}
    for identity, line, text in kept:
        lines.setdefault(identity, []).append((line, text))
    for (identity, _content), events in held.items():
        if identity in secrets:
            reader = _Reader(home, header, home.identity_key(secrets[identity]))
            told = [event for line in lines.get(identity, []) for event in reader.told(*line)]
            yield from _differing(events, told, file)


class _Reader:
    """Reads an identity's kept lines again, and tells what they told."""

    def __init__(self, home: Home, header: KeptHeader, key: IdentityKey) -> None:
        contract = CONTRACTS[header.feed].of_file(header.file)
        assert contract is not None  # noqa: S101  # the file was taken in under this name
        self._home, self._contract, self._key = home, contract, key
        self._header = understand(list(header.columns), contract)
        self._sender = Agency(header.sender) if header.sender else None

    def told(self, line: int, ciphertext: bytes) -> Iterator[AnyEvent]:
        """The events of one line; none where its key does not open it."""
        text = self._key.decrypt(ciphertext)
        if text is None:
            return
        cells, repairs = msgspec.json.decode(text, type=_Line)
        kept = [(line, cells, repairs)]
        for row in reread(kept, self._header, self._contract, self._sender):
            if isinstance(row, Row):
                yield from self._contract.tell(self._named(row), self._key).events

    def _named(self, row: Row) -> Row:
        if not self._contract.releases:
            return row
        return msgspec.structs.replace(row, row=self._home.tokens.row(row.fields))


def _differing(
    events: list[tuple[int, bytes]], told: list[AnyEvent], file: str
) -> Iterator[Problem]:
    if len(events) != len(told):
        return  # a repeated row tells one event; and one that is gone is named already
    for (number, body), event in zip(events, told, strict=True):
        if _bare(_read(body)) != _bare(event):
            yield Problem(
                f"event {number}", f"it is not what line {event.line} of {file[:12]} tells"
            )


def _bare(event: AnyEvent | None) -> AnyEvent | None:
    """The event without what another reading encrypts differently or counts anew."""
    if event is None:
        return None
    if isinstance(event, Sealed):
        event = msgspec.structs.replace(event, vault=b"")
    return msgspec.structs.replace(event, of=event.of.partition("#")[0])


def _read(body: bytes) -> AnyEvent | None:
    try:
        event: AnyEvent = read_event(body)
    except msgspec.MsgspecError:
        return None
    return event
