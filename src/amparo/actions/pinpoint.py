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

_Line = tuple[list[str], list[str]]


def altered_events(home: Home, batch: int, file: str) -> Iterator[Problem]:
    """A problem for each event of a batch that is not what its own line tells."""
    try:
        header, kept = read_kept(home.path, file)
    except FileNotFoundError:
        return
    lines = {(identity, line): text for identity, line, text in kept}
    held = stored_entries.events_told_with(batch)
    secrets = identities.secrets({identity for identity, _ in held})
    for (identity, _content), events in held.items():
        key = home.identity_key(secrets[identity]) if identity in secrets else None
        line = _line_of(events)
        if key is not None and (identity, line) in lines:
            told = _told(header, key, line, lines[identity, line])
            yield from _differing(events, told, line, file)


def _line_of(events: list[tuple[int, bytes]]) -> int:
    """The line that most of a row's events name: one of them may have been altered."""
    named = [event.line for _, body in events if (event := _read(body)) is not None]
    return max(named, key=named.count, default=0)


def _told(header: KeptHeader, key: IdentityKey, line: int, ciphertext: bytes) -> list[AnyEvent]:
    text = key.decrypt(ciphertext)
    if text is None:
        return []
    cells, repairs = msgspec.json.decode(text, type=_Line)
    contract = CONTRACTS[header.feed]
    understood = understand(list(header.columns), contract)
    rows = list(reread([(line, cells, repairs)], understood, contract))
    return [
        event for row in rows if isinstance(row, Row) for event in contract.tell(row, key).events
    ]


def _differing(
    events: list[tuple[int, bytes]], told: list[AnyEvent], line: int, file: str
) -> Iterator[Problem]:
    if len(events) != len(told):
        return  # a repeated row tells one event; and one that is gone is named already
    for (number, body), event in zip(events, told, strict=True):
        if _bare(_read(body)) != _bare(event):
            yield Problem(f"event {number}", f"it is not what line {line} of {file[:12]} tells")


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
