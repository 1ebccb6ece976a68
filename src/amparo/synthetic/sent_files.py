"""What was sent: every file of every delivery, with its rows and a digest of its content."""

from dataclasses import dataclass

from amparo.synthetic.schedule import Slot


@dataclass(frozen=True, slots=True)
class SentFile:
    """One file of one delivery. ``table`` is blank where the feed has but one.

    ``rows`` are what a reader must account for: neither header nor blank lines, and a row that is
    broken over two lines is one. ``counted`` is how many the sender says there are, if it does.
    """

    slot: Slot
    table: str
    rows: int
    digest: bytes
    counted: int | None = None

    @property
    def folder(self) -> str:
        """The delivery's folder."""
        return folder_of(self.slot)

    @property
    def named(self) -> str:
        """The folder and, in a feed of several tables, the table."""
        return f"{self.folder} {self.table}" if self.table else self.folder


def folder_of(slot: Slot) -> str:
    """The name of a delivery's folder."""
    return f"{slot.received_at:%Y%m%dT%H%M%SZ}-{slot.feed}-{slot.sequence:04d}"
