"""Tries a file as text of one encoding, chunk by chunk, and says where it is not."""

import codecs


class Decoding:
    """``wrong_at`` is the first byte, counted from 0, that is not of the encoding; None so far.

    ``is_plain`` while every byte is ASCII, which every encoding reads alike.
    """

    def __init__(self, encoding: str) -> None:
        self._decoder = codecs.getincrementaldecoder(encoding)()
        self._taken = 0
        self.wrong_at: int | None = None
        self.is_plain = True

    def take(self, chunk: bytes, *, last: bool = False) -> None:
        """Try the next bytes."""
        if self.wrong_at is not None:
            return
        begins_at = self._taken - len(self._decoder.getstate()[0])
        try:
            self._decoder.decode(chunk, last)
        except UnicodeDecodeError as wrong:
            self.wrong_at = begins_at + wrong.start
        self._taken += len(chunk)
        self.is_plain = self.is_plain and chunk.isascii()
