"""Remembers which numbered rows a file has held, in few bytes for each."""

from array import array

_IN_A_PAGE = 256


class KeysSeen:
    """The rows of a file by their numbers: some tables have tens of millions.

    Numbers lie densely, so that eight bytes for each are enough; only a number that comes again
    with another content takes more.
    """

    def __init__(self) -> None:
        self._pages: dict[int, array[int]] = {}
        self._several: dict[int, list[int]] = {}

    def nth(self, number: int, content: int) -> int:
        """Which row of its number this one is; 0 where the same row was here before.

        ``content`` is a hash of the row.
        """
        page = self._pages.get(number // _IN_A_PAGE)
        first = page[number % _IN_A_PAGE] if page is not None else 0
        if not first:
            return 1
        more = self._several.get(number, [])
        return 0 if (content or 1) == first or content in more else 2 + len(more)

    def add_new(self, number: int, content: int) -> bool:
        """Remember a row whose number no row had; whether that is so."""
        page = self._pages.get(number // _IN_A_PAGE)
        if page is None:
            page = self._pages[number // _IN_A_PAGE] = array("q", bytes(8 * _IN_A_PAGE))
        if page[number % _IN_A_PAGE]:
            return False
        page[number % _IN_A_PAGE] = content or 1
        return True

    def add(self, number: int, content: int) -> None:
        """Remember a row that was read."""
        if not self.add_new(number, content):
            self._several.setdefault(number, []).append(content)
