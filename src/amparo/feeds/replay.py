"""Reads lines that were set aside again, by today's contract; tells of each whether it would be."""

from collections.abc import Iterable, Iterator, Sequence

from amparo.feeds.contract import Contract, Row
from amparo.feeds.dry_run import why_silent
from amparo.feeds.header import Header, HeaderWrong, understand
from amparo.feeds.ranges import out_of_range
from amparo.feeds.reasons import without_cell
from amparo.feeds.rows import RowReader
from amparo.feeds.unquoted import alignment_of
from amparo.words.agencies import Agency

Kept = tuple[int, Sequence[str]]
"""The number of a line that was set aside, and its cells as they were kept."""


def replay(
    columns: Sequence[str],
    kept: Iterable[Kept],
    contract: Contract,
    sender: Agency,
    *,
    made_up: bool,
) -> Iterator[tuple[int, str | None]]:
    """Each line, and why it would be set aside today too: no cell in it; None if it would be read.

    ``columns`` are those that were kept of its file. What stood in a column that was never kept
    cannot be weighed any more, nor whether another line of the file has the same key.
    """
    try:
        header = understand(list(columns), contract)
    except HeaderWrong as wrong:
        yield from ((line, str(wrong)) for line, _ in kept)
        return
    today = _Today(header, columns, contract, sender, made_up=made_up)
    for line, cells in kept:
        why = today.why_not(line, list(cells))
        yield line, None if why is None else without_cell(why, contract)


class _Today:
    """A file's lines as its contract reads them today."""

    def __init__(
        self,
        header: Header,
        columns: Sequence[str],
        contract: Contract,
        sender: Agency,
        *,
        made_up: bool,
    ) -> None:
        self._contract, self._made_up = contract, made_up
        self._reader = RowReader(header, contract, sender)
        self._alignment = alignment_of(list(columns), header, contract)

    def why_not(self, line: int, cells: list[str]) -> str | None:
        """Why a line would not be read; None where it would."""
        # In a table of releases a column that its file does not have stands just past the end.
        found = self._reader.row(line, [*cells, ""])
        return self._why_no_row(found, cells) if isinstance(found, Row) else found.reason

    def _why_no_row(self, row: Row, cells: list[str]) -> str | None:
        contract, wrong = self._contract, None
        if contract.about_children:
            wrong = out_of_range(row, made_up=self._made_up)
        if wrong is None and contract.unquoted and self._alignment.has_shifted(cells):
            wrong = "its cells stand under other columns"
        if wrong is None and contract.disagrees is not None:
            wrong = contract.disagrees(row.values)
        return why_silent(row, contract) if wrong is None else wrong
