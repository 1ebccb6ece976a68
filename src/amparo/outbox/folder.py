"""The sender that every home has: a folder for each desk, one file for each message."""

import os
from pathlib import Path
from typing import Protocol

from amparo.duties.desks import Desk


class Sender(Protocol):
    """A way out. Sending the same message again must do no harm: it may happen after a crash."""

    def send(self, desk: Desk, number: str, text: bytes) -> None:
        """Hand one message over. Raises OSError where that cannot be done now."""


class Folder:
    """Writes each message as ``AGENCY/role/NUMBER.json``, whole or not at all."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def send(self, desk: Desk, number: str, text: bytes) -> None:
        """Write one message, and be sure of it before it counts as sent."""
        folder = self.of(desk)
        folder.mkdir(parents=True, exist_ok=True)
        part = folder / f".{number}.part"
        with part.open("wb") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        part.replace(folder / f"{number}.json")

    def of(self, desk: Desk) -> Path:
        """Where a desk's messages lie; it puts its receipts into the folder ``receipts`` there."""
        return self._path / desk.agency / desk.role
