"""The ledger's tiles as files in a folder, by their path in the C2SP layout."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from fcntl import LOCK_EX, flock
from pathlib import Path

from amparo.ledger import Checkpoint


class Tiles(Mapping[str, bytes]):
    """Reads and writes tile files; a file that is not there is a KeyError, as tiles want it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __getitem__(self, path: str) -> bytes:
        try:
            return (self._folder / path).read_bytes()
        except FileNotFoundError:
            raise KeyError(path) from None

    def __iter__(self) -> Iterator[str]:
        for found in sorted(self._folder.rglob("*")):
            if found.is_file():
                yield found.relative_to(self._folder).as_posix()

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def size(self) -> int:
        """How many entries the tiles on the disk hold, as their checkpoint says."""
        note = self.note()
        return Checkpoint.parse(note.partition("\n\n")[0] + "\n").size if note else 0

    def note(self) -> str | None:
        """The signed checkpoint beside the tiles."""
        note = self.get("checkpoint")
        return None if note is None else note.decode()

    def write(self, path: str, text: bytes) -> None:
        """Write a file so that it is there whole or not at all."""
        where = self._folder / path
        part = where.with_name(f"{where.name}.part")
        try:
            part.write_bytes(text)
        except FileNotFoundError:  # the folder's first file
            where.parent.mkdir(parents=True, exist_ok=True)
            part.write_bytes(text)
        part.replace(where)

    @contextmanager
    def one_writer(self) -> Iterator[None]:
        """Others wait: two processes that wrote at once would undo each other's newer tiles."""
        # Beside the folder, which holds tiles and nothing else.
        with self._folder.with_suffix(".lock").open("w") as lock:
            flock(lock, LOCK_EX)  # gone with the process, whatever ends it
            yield
