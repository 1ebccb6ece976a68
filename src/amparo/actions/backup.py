"""Copies a home into one file while it is in use, and makes a home of such a file again."""

import io
import os
import sqlite3
import tarfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path, PurePosixPath
from shutil import copyfileobj
from tempfile import TemporaryDirectory

import msgspec

from amparo.actions.changing import ChangeRefused, allow, as_they_stand, written_down
from amparo.actions.digest import digest
from amparo.actions.home import KEYS, Home, HomeRefused, open_home
from amparo.actions.locked import locked, unlocked
from amparo.purposes.asker import Asker
from amparo.settings import DATABASE, read_settings
from amparo.store import sealing
from amparo.store.opening import open_store
from amparo.store.verifying import verify
from amparo.words.agencies import Role

MAY_BACK_UP = frozenset({Role.OPERATOR})
"""Who copies a home. The names in the copy are shut without its keys."""

COPIED = ("deliveries", "outbox", "snapshots")
"""The folders that are copied beside database and keys. Tiles follow from the entries; what lies
printed for the mail room holds addresses in the clear, and is printed again."""

_MANIFEST, _SEALED_KEYS, _VERSION = "manifest.json", "keys.sealed", 1


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What a copy says of itself: the digest over its records, and how far its ledger goes."""

    version: int
    made_at: datetime
    digest: str
    children: int
    size: int
    with_keys: bool


class Copied(msgspec.Struct, frozen=True, kw_only=True):
    """A copy that was made, or a home that was made of one. ``same``: it verifies, digest equal."""

    file: str
    digest: str
    children: int
    entries: int
    with_keys: bool
    same: bool
    problems: tuple[str, ...] = ()


def backup(home: Home, asker: Asker, file: Path, passphrase: str | None, clock: datetime) -> Copied:
    """Copy a home into a new file; its keys only under a passphrase, else they are left out.

    The embedded database is copied as of one moment, whoever writes meanwhile. Raises
    ChangeRefused, once the refusal is entered, or NotRecorded.
    """
    with written_down(home, clock, "backup", asker.person):
        allow(as_they_stand(asker, clock), MAY_BACK_UP, "copies a home")
        if not home.settings.embedded:
            says = "The home lies in PostgreSQL: copy it with pg_dump, and the folder beside it."
            raise ChangeRefused("not-embedded", says)
        if file.exists():
            raise ChangeRefused("there-already", f"{file} is there already: name a new file.")
        sealing.enter({"entry": "backup", "by": asker.person})
    with TemporaryDirectory(dir=file.parent, prefix=".amparo-backup-") as aside:
        copy = Path(aside) / DATABASE
        _copy_database(home.path / DATABASE, copy)
        with _as_home(home, copy, Path(aside)):
            told, size = digest(), sealing.latest_frontier().size
        manifest = Manifest(
            version=_VERSION,
            made_at=clock,
            digest=told.digest,
            children=told.children,
            size=size,
            with_keys=passphrase is not None,
        )
        whole = Path(aside) / "whole.tar"
        _write(whole, home, copy, manifest, passphrase)
        whole.replace(file)
    return _copied(file, manifest, same=True)


@contextmanager
def _as_home(home: Home, copy: Path, aside: Path) -> Iterator[None]:
    """The copied database opened in the home's place: what is said of it is read from it."""
    there = read_settings({"AMPARO_HOME": str(aside)})
    assert there.database["NAME"] == str(copy)  # noqa: S101  # it lies where a home's would
    try:
        open_store(there)
        yield
    finally:
        open_home(home.settings)


def _copy_database(source: Path, copy: Path) -> None:
    with closing(sqlite3.connect(source)) as held, closing(sqlite3.connect(copy)) as new:
        held.backup(new)
        # One file and no journal beside it.
        new.execute("PRAGMA journal_mode=DELETE")


def _write(whole: Path, home: Home, copy: Path, manifest: Manifest, passphrase: str | None) -> None:
    with tarfile.open(whole, "w") as archive:
        _add(archive, _MANIFEST, msgspec.json.encode(manifest))
        if passphrase is not None:
            keys = {path.name: path.read_text() for path in (home.path / KEYS).iterdir()}
            _add(archive, _SEALED_KEYS, locked(msgspec.json.encode(keys), passphrase))
        archive.add(copy, DATABASE)
        for path in _finished(home.path):
            with suppress(FileNotFoundError):  # a receipt that was taken meanwhile
                archive.add(path, str(path.relative_to(home.path)))


def _finished(home: Path) -> Iterator[Path]:
    """The files of the copied folders, but for what somebody is writing just now."""
    for name in COPIED:
        for folder, within, files in os.walk(home / name):
            within[:] = [one for one in within if not one.startswith(".")]
            yield from (Path(folder) / one for one in sorted(files) if not _is_part(one))


def _is_part(name: str) -> bool:
    return name.startswith(".") or name.endswith(".part")


def _add(archive: tarfile.TarFile, name: str, text: bytes) -> None:
    member = tarfile.TarInfo(name)
    member.size, member.mode = len(text), 0o600
    archive.addfile(member, io.BytesIO(text))


def restore(file: Path, folder: Path, passphrase: str | None, clock: datetime) -> Copied:
    """Make a home of a copy, verify its ledger, compare its digest, and enter that it was made so.

    Without a passphrase the keys must lie in ``keys/`` of the folder already. Raises HomeRefused
    for a folder that holds a home, and a file that is no copy or whose keys do not open.
    """
    if (folder / DATABASE).exists():
        raise HomeRefused(f"There is a home in {folder} already. Nothing was restored.")
    manifest = _unpacked(file, folder, passphrase)
    home = open_home(read_settings({"AMPARO_HOME": str(folder)}))
    sealing.write_tiles(home.ledger)
    found = verify(home.ledger, home.signing.public)
    problems = tuple(f"{one.where}: {one.what}" for one in found.problems)
    # What does not verify may not even be readable, and has no digest to compare.
    same = found.ok and (digest().digest, found.size) == (manifest.digest, manifest.size)
    sealing.enter({"entry": "restored", "of": manifest.made_at, "same": same})
    home.sequence(clock)
    return msgspec.structs.replace(_copied(file, manifest, same=same), problems=problems)


def _unpacked(file: Path, folder: Path, passphrase: str | None) -> Manifest:
    try:
        with tarfile.open(file) as archive:
            manifest = msgspec.json.decode(_read(archive, _MANIFEST), type=Manifest)
            keys = _keys(archive, manifest, folder, passphrase)
            (folder / KEYS).mkdir(mode=0o700, parents=True, exist_ok=True)
            for member in archive:
                _unpack(archive, member, folder)
    except (tarfile.TarError, KeyError, msgspec.MsgspecError, OSError) as wrong:
        raise HomeRefused(f"{file} is no copy of a home: {wrong}") from None
    for name, text in keys.items():
        path = folder / KEYS / Path(name).name
        path.touch(mode=0o600)
        path.write_text(text)
    return manifest


def _unpack(archive: tarfile.TarFile, member: tarfile.TarInfo, folder: Path) -> None:
    """Write one file of a copy to its place: of no other name than a copy has, and no link."""
    top, *rest = PurePosixPath(member.name).parts
    is_ours = (top in COPIED and rest) or (top == DATABASE and not rest)
    held = archive.extractfile(member) if member.isreg() and is_ours and ".." not in rest else None
    if held is None:
        return
    path = folder / top / Path(*rest) if rest else folder / top
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        copyfileobj(held, file)


def _keys(
    archive: tarfile.TarFile, manifest: Manifest, folder: Path, passphrase: str | None
) -> dict[str, str]:
    if manifest.with_keys and passphrase is not None:
        text = unlocked(_read(archive, _SEALED_KEYS), passphrase)
        if text is None:
            raise HomeRefused("The passphrase does not open the keys. Nothing was restored.")
        return msgspec.json.decode(text, type=dict[str, str])
    if not (folder / KEYS / "home.key").exists():
        raise HomeRefused(
            f"The keys are needed: give the passphrase of the copy, or put the kept keys into"
            f" {folder / KEYS}. Nothing was restored."
        )
    return {}


def _read(archive: tarfile.TarFile, name: str) -> bytes:
    member = archive.extractfile(name)
    if member is None:
        raise KeyError(name)
    return member.read()


def _copied(file: Path, manifest: Manifest, *, same: bool) -> Copied:
    return Copied(
        file=str(file),
        digest=manifest.digest,
        children=manifest.children,
        entries=manifest.size,
        with_keys=manifest.with_keys,
        same=same,
    )
