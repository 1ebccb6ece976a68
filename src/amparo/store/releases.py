"""Tables that are sent whole again and again: which rows each release carries, and which not."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from django.db import connection

from amparo.events import StillReported, read_event
from amparo.record.releases import Carried, change
from amparo.store.bulk import append, ask, portions
from amparo.store.deliveries import Heard
from amparo.store.models import Event, Identity, ReleasedRow, RowMark
from amparo.store.taking_turns import portion

TABLE = "EOIR:table/"
"""A table is an identity of its own, which is no child's: only releases are told of it."""

_MARKS_AT_ONCE = 20_000
"""Rows in one transaction: nobody who writes a look down should wait for it. Cut short, it is all
done again, for the contents count as looked at only at the end."""

TOKEN = 8
"""Bytes of a row's token."""


def tables() -> dict[int, str]:
    """The tables of which rows were told, by their identities' numbers."""
    named = Identity.objects.filter(name__startswith=TABLE).values_list("id", "name")
    return {number: name.removeprefix(TABLE) for number, name in named}


def rows_told(table: int, heard: Mapping[int, Heard]) -> set[bytes]:
    """The tokens of every row that accepted contents told of a table."""
    contents = [content for content in _telling().get(table, ()) if content in heard]
    found: set[bytes] = set()
    for content in contents:
        rows = ReleasedRow.objects.filter(content=content).values_list("token", flat=True)
        found.update(map(bytes, rows.iterator(100_000)))
    return found


def told_among(tokens: Iterable[bytes], table: int, heard: Mapping[int, Heard]) -> set[bytes]:
    """Of some rows of a table, by their tokens, those that accepted contents told."""
    question = "SELECT token, of_table, content FROM store_releasedrow WHERE token IN ({})"
    return {
        bytes(token)
        for token, of_table, content in ask(question, list(tokens))
        if of_table == table and content in heard
    }


def mark(news: Iterable[int], heard: Mapping[int, Heard]) -> set[int]:
    """Note which rows these contents left out or carried again; the identities that it concerns.

    A release that came late changes also what the one after it is compared with.
    """
    fresh = set(news)
    touched: set[int] = set()
    telling = _telling()
    for table in tables():
        contents = _contents(table, telling.get(table, []), heard)
        for place, content in enumerate(contents):
            before = _release_before(contents[:place], heard)
            if fresh.intersection([*contents[before:place], content]):
                touched |= _mark(table, contents[before : place + 1], heard)
    return touched


def repeated_in(content: int) -> list[bytes]:
    """The tokens of the rows that a content repeated."""
    bodies = Event.objects.filter(identity__in=list(tables()), content=content).order_by("id")
    rows = bodies.values_list("body", flat=True)
    return [row for body in rows.iterator(20) for row in _repeated(bytes(body))]


def marks(tokens: Iterable[bytes]) -> dict[bytes, list[tuple[int, bool]]]:
    """By a row's token: the contents that left it out (True) or carried it again (False)."""
    question = "SELECT token, content, left_out FROM store_rowmark WHERE token IN ({})"
    found: dict[bytes, list[tuple[int, bool]]] = {}
    for token, content, left_out in ask(question, list(tokens)):
        found.setdefault(bytes(token), []).append((content, bool(left_out)))
    return found


def _telling() -> dict[int, list[int]]:
    """By table: the contents that told rows of it. Each is a file of one table."""
    # One row of each content is enough to tell; to look at all of them grows with the cohort.
    question = (
        "SELECT c.id, (SELECT r.of_table FROM store_releasedrow r WHERE r.content = c.id LIMIT 1)"
        " FROM store_content c"
    )
    found: dict[int, list[int]] = {}
    with connection.cursor() as cursor:
        cursor.execute(question)
        for content, table in cursor.fetchall():
            if table is not None:
                found.setdefault(table, []).append(content)
    return found


def _contents(table: int, told: Iterable[int], heard: Mapping[int, Heard]) -> list[int]:
    """The contents that told or repeated rows of a table, as they were learned."""
    again = Event.objects.filter(identity=table).values_list("content", flat=True).distinct()
    found = {content for content in (*told, *again) if content in heard}
    found |= {number for number, one in heard.items() if one.repeats in found}
    return sorted(found, key=lambda one: (heard[one].learned_at, heard[one].sequence))


def _release_before(contents: Sequence[int], heard: Mapping[int, Heard]) -> int:
    """The place of the last release among some contents; the first content where there is none."""
    places = (place for place, one in enumerate(contents) if heard[one].is_release)
    return max(places, default=0)


def _mark(table: int, contents: Sequence[int], heard: Mapping[int, Heard]) -> set[int]:
    """Mark what the last of some contents changed; the first of them is the release before it."""
    *earlier, content = contents
    now = _carried(table, content, heard)
    if not heard[content].is_release:
        return _put(content, frozenset(), now.repeated)
    before, between = Carried(), earlier
    if earlier and heard[earlier[0]].is_release:
        before, between = _carried(table, earlier[0], heard), earlier[1:]
    rows = frozenset(row for one in between for row in _carried(table, one, heard).rows)
    found = change(now, before, rows)
    return _put(content, found.left_out, found.back)


def _put(content: int, left_out: frozenset[bytes], back: frozenset[bytes]) -> set[int]:
    old = set(map(bytes, RowMark.objects.filter(content=content).values_list("token", flat=True)))
    rows = [(token, content, True) for token in left_out]
    rows += [(token, content, False) for token in back]
    with portion():
        RowMark.objects.filter(content=content).delete()
    for some in portions(rows, _MARKS_AT_ONCE):
        with portion():
            append("rowmark", ("token", "content", "left_out"), some)
    question = "SELECT identity FROM store_releasedrow WHERE token IN ({})"
    concerned = ask(question, list(old | left_out | back))
    return {identity for (identity,) in concerned}


def _carried(table: int, content: int, heard: Mapping[int, Heard]) -> Carried:
    """What a content carries of a table. One that came again tells nothing for the first time."""
    if (repeats := heard[content].repeats) is not None:
        return Carried(repeated=_carried(table, repeats, heard).rows)
    rows = ReleasedRow.objects.filter(content=content, of_table=table)
    bodies = Event.objects.filter(identity=table, content=content).values_list("body", flat=True)
    return Carried(
        frozenset(map(bytes, rows.values_list("token", flat=True).iterator(100_000))),
        frozenset(row for body in bodies.iterator(20) for row in _repeated(bytes(body))),
    )


def _repeated(body: bytes) -> Iterator[bytes]:
    event = read_event(body)
    if isinstance(event, StillReported):
        for at in range(0, len(event.rows), TOKEN):
            yield event.rows[at : at + TOKEN]
