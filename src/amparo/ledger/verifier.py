"""Checks an exported ledger, or one proof from it, with Python alone: no server and no Amparo."""

# This file is given to people who have reason to doubt us, and is meant to be read. It imports
# nothing outside Python's standard library and shares no code with the program it checks.
#
# The formats are RFC 6962 (the tree), RFC 8032 (Ed25519), and C2SP tlog-tiles, tlog-checkpoint
# and signed-note (https://c2sp.org). Beyond those there are three rules of our own:
#
#   1. An entry in the log is SHA-256(opening ‖ body). An entry's opening is its nonce, which has
#      32 bytes and no other number, so that there is one way to cut them apart.
#   2. A batch is an entry whose body is a JSON object with "entry":"batch", the number of its
#      events and the root of the Merkle tree over them. Its nonce is the seed S of its events'
#      nonces, so its opening is another value: SHA-256(S ‖ ff ff ff ff).
#   3. Event i of a batch is, in that tree, SHA-256(n ‖ body), n = SHA-256(S ‖ uint32(i))[:16].
#
# From top to bottom: what is asked; a whole export; what the entries say; one proof; checkpoints
# and who signed them; the tree; Ed25519; reading files.

import argparse
import json
import re
import sys
from base64 import b64decode, b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256, sha512
from itertools import groupby
from pathlib import Path
from typing import Any, Final, TypeAlias

Json: TypeAlias = dict[str, Any]

CHECKED: Final[Json] = {
    "signed_by": None,
    "held": None,
    **dict.fromkeys(("entries", "tiles", "bodies", "withheld", "batches", "events"), 0),
}
WIDTH: Final = 256  # hashes in a full tile, entries in a full bundle
MOST_PROBLEMS_LISTED: Final = 200
VERIFIED, NOT_VERIFIED, REFUSED = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Verifies what it is given, prints one JSON object, and answers 0, 1 or 2."""
    asked = _options().parse_args(arguments)
    report = Report()
    try:
        if asked.proof:
            verify_proof(asked, report)
        else:
            verify_export(asked, report)
    except (Refused, OSError) as refused:
        report.problem("what was asked", str(refused))
        report.print()
        return REFUSED
    report.print()
    return NOT_VERIFIED if report.problem_count else VERIFIED


def _options() -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(
        description=__doc__,
        epilog="Exit code: 0 verified; 1 not verified; 2 the question could not be asked.",
    )
    options.add_argument("folder", nargs="?", type=Path, metavar="EXPORT_DIR")
    options.add_argument("--key", metavar="VKEY", help="the log's public key, known beforehand")
    options.add_argument("--held", type=Path, help="a file with a checkpoint kept from before")
    options.add_argument("--proof", type=Path, help="check this one proof instead of a folder")
    return options


class Refused(Exception):
    """What was asked cannot be done at all."""


@dataclass
class Report:
    """What has been checked, what could not be, and what is wrong."""

    size: int | None = None
    root: bytes | None = None
    proved: str | None = None
    checked: Json = field(default_factory=lambda: dict(CHECKED))
    not_checked: list[str] = field(default_factory=list)
    problems: list[Json] = field(default_factory=list)
    problem_count: int = 0

    def problem(self, where: str, what: str) -> None:
        self.problem_count += 1
        if len(self.problems) < MOST_PROBLEMS_LISTED:
            self.problems.append({"where": where, "what": what})

    def count(self, what: str) -> None:
        self.checked[what] += 1

    def print(self) -> None:
        said: Json = {
            "ok": not self.problem_count,
            "size": self.size,
            "root": self.root.hex() if self.root else None,
            "checked": self.checked,
            "not_checked": self.not_checked,
            "problems": self.problems,
            "problem_count": self.problem_count,
        }
        if self.proved is not None and not self.problem_count:
            said["proved"] = self.proved
        sys.stdout.write(json.dumps(said) + "\n")


# --- a whole export ---------------------------------------------------------------------------


def verify_export(asked: argparse.Namespace, report: Report) -> None:
    """Computes everything again from the entries upwards, then reads what the entries say."""
    if asked.folder is None or not asked.folder.is_dir():
        raise Refused("Name the folder of an export that is there.")
    held = _held(asked.held)
    note = _text(asked.folder / "checkpoint")
    checkpoint = _signed_checkpoint(note, _key(asked, report), report)
    if checkpoint is None:
        return
    report.size = checkpoint.size
    log = Log(asked.folder, checkpoint.size, held.size if held else 0, report)
    if log.complete:
        report.checked["entries"] = checkpoint.size
        _check_root(log, checkpoint, report)
        _check_held(log, checkpoint, held, report)
        log.check_for_strangers()
    batches = check_bodies(log, report)
    check_events(asked.folder / "events.jsonl", batches, report)


def _check_root(log: "Log", checkpoint: "Checkpoint", report: Report) -> None:
    report.root = log.root_at(checkpoint.size)
    if report.root != checkpoint.root:
        what = "The entries in tile/entries do not have the root that this checkpoint states."
        report.problem("checkpoint", what)


def _check_held(
    log: "Log", checkpoint: "Checkpoint", held: "Checkpoint | None", report: Report
) -> None:
    if held is None:
        what = "No checkpoint held from before was given: a rewritten log would not be noticed."
        report.not_checked.append(what)
    elif held.origin != checkpoint.origin:
        report.problem("held checkpoint", f"It is about another log, {held.origin}.")
    elif held.size > checkpoint.size:
        what = f"You hold {held.size} entries and this log has only {checkpoint.size}."
        report.problem("held checkpoint", what)
    elif log.root_at(held.size) != held.root:
        what = f"The first {held.size} entries are not those you hold: one was altered since, "
        report.problem("held checkpoint", what + "or dropped, inserted or moved.")
    else:
        report.checked["held"] = held.size


class Log:
    """The entries and tiles of an export, each file compared with what stands below it."""

    def __init__(self, folder: Path, size: int, held: int, report: Report) -> None:
        self.folder, self.size, self.report = folder, size, report
        # Of the leaf hashes only the unfinished groups are kept, so that a hundred million
        # entries fit into memory; of every level above, all.
        self.unfinished: dict[int, bytes] = dict.fromkeys((size // WIDTH, held // WIDTH), b"")
        self.levels: list[bytes] = [b""]
        self.widest: dict[str, str] = {}  # the path of a full file -> its path at this size
        self.last_read: tuple[int, list[bytes]] = (-1, [])
        self.complete = self._read_entries()
        self._read_upper_tiles()

    def root_at(self, size: int) -> bytes:
        """The root of the log when it had `size` entries."""
        peaks: list[bytes] = []
        for level in range(len(self.levels)):
            group, rest = divmod(size >> 8 * level, WIDTH)
            peaks = _peaks(self._group(level, group)[: 32 * rest]) + peaks
        return _fold(peaks)

    def commitment(self, position: int) -> bytes | None:
        """The leaf data of one entry, if its bundle can be read."""
        group, place = divmod(position, WIDTH)
        if self.last_read[0] != group:
            self.last_read = group, self._entries(group)
        return self.last_read[1][place] if self.last_read[1] else None

    def check_for_strangers(self) -> None:
        """Names the files under tile/ that a log of this size does not have."""
        for file in sorted((self.folder / "tile").rglob("*")):
            path = file.relative_to(self.folder).as_posix()
            if not file.is_dir() and not self._belongs(path):
                what = f"This file does not belong to a log of {self.size} entries."
                self.report.problem(path, what)

    def _read_entries(self) -> bool:
        tops = []
        for group in range(-(-self.size // WIDTH)):
            hashes = self._leaf_hashes(group)
            if not hashes:
                return False
            if group in self.unfinished:
                self.unfinished[group] = hashes
            if len(hashes) == 32 * WIDTH:
                tops.append(_root(hashes))
        self.levels.append(b"".join(tops))
        return True

    def _leaf_hashes(self, group: int) -> bytes:
        width = self._width(group)
        bundle = self._place("entries", group, width)
        entries = self._entries(group)
        if entries:
            hashes = b"".join([sha256(b"\x00" + entry).digest() for entry in entries])
            self._compare_tile(0, group, hashes)
            return hashes
        self.report.problem(bundle, f"It is missing, or does not hold {width} entries.")
        # The tile stands in, so that everything after it can still be looked at.
        tile = _bytes(self.folder / self._place(0, group, width))
        return tile if tile and len(tile) == 32 * width else b""

    def _entries(self, group: int) -> list[bytes]:
        width = self._width(group)
        bundle = _bytes(self.folder / _path("entries", group, width)) or b""
        prefixes = bundle[0::34] + bundle[1::34]
        if len(bundle) != 34 * width or prefixes != b"\x00" * width + b"\x20" * width:
            return []
        return [bundle[start : start + 32] for start in range(2, len(bundle), 34)]

    def _read_upper_tiles(self) -> None:
        for level in range(1, 8):
            if len(self.levels) <= level:
                return
            tops = []
            for group, expected in enumerate(_cut(self.levels[level], 32 * WIDTH)):
                self._compare_tile(level, group, expected)
                if len(expected) == 32 * WIDTH:
                    tops.append(_root(expected))
            self.levels += [b"".join(tops)] if tops else []

    def _compare_tile(self, level: int, group: int, expected: bytes) -> None:
        path = self._place(level, group, len(expected) // 32)
        found = _bytes(self.folder / path)
        self.report.count("tiles")
        if found is None:
            self.report.problem(path, "This tile is missing.")
        elif len(found) != len(expected):
            self.report.problem(path, f"It has {len(found)} bytes and not {len(expected)}.")
        elif found != expected:
            self.report.problem(path, _first_difference(level, group, found, expected))

    def _place(self, level: int | str, group: int, width: int) -> str:
        path = _path(level, group, width)
        self.widest[_path(level, group, WIDTH)] = path
        return path

    def _belongs(self, path: str) -> bool:
        whole, _, width = path.partition(".p/")
        now = self.widest.get(whole)
        if now is None or path == now:
            return now is not None
        # A log may keep the partial files of its older checkpoints: beginnings of today's file.
        begun, today = _bytes(self.folder / path), _bytes(self.folder / now)
        if not begun or not today or not re.fullmatch("[1-9][0-9]{0,2}", width):
            return False
        unit = 34 if whole.startswith("tile/entries/") else 32
        return len(begun) == unit * int(width) < len(today) and today.startswith(begun)

    def _group(self, level: int, group: int) -> bytes:
        start = 32 * WIDTH * group
        return self.levels[level][start : start + 32 * WIDTH] if level else self.unfinished[group]

    def _width(self, group: int) -> int:
        return min(WIDTH, self.size - group * WIDTH)


def _first_difference(level: int, group: int, found: bytes, expected: bytes) -> str:
    pairs = zip(_cut(found, 32), _cut(expected, 32), strict=True)
    differing = [place for place, (one, other) in enumerate(pairs) if one != other]
    first = group * WIDTH + differing[0]
    others = f" (and {len(differing) - 1} more)" if differing[1:] else ""
    if level == 0:
        return f"The leaf hash of entry {first}{others} is not that of the entry in its bundle."
    return f"Hash {first}{others} is not that of the tile below it."


# --- what the entries say ---------------------------------------------------------------------


@dataclass(frozen=True)
class Batch:
    """What a batch's entry says of its events."""

    seed: bytes
    count: int
    root: str


def check_bodies(log: Log, report: Report) -> dict[int, Batch] | None:
    """Opens every entry with its line of bodies.jsonl; gives the batches, by position."""
    file = log.folder / "bodies.jsonl"
    if not file.exists():
        report.not_checked.append("No bodies.jsonl was given: what the entries say.")
        return None
    batches: dict[int, Batch] = {}
    due = 0
    for number, line in _lines(file):
        where = f"bodies.jsonl line {number}"
        position = line.get("position", due)
        if position != due:
            what = f"Here stands position {position} and not {due}: a line was dropped, "
            report.problem(where, what + "inserted or moved.")
        known = type(position) is int and 0 <= position < log.size
        due = (position if known else due) + 1
        _open_entry(log, f"{where}, position {position}", line, batches, report)
    if report.checked["withheld"]:
        report.not_checked.append("The bodies withheld: each line of bodies.jsonl says why.")
    if due != log.size:
        report.problem("bodies.jsonl", f"It ends with position {due - 1} of {log.size - 1}.")
    return batches


def _open_entry(
    log: Log, where: str, line: Json, batches: dict[int, Batch], report: Report
) -> None:
    if _is_shaped(line, position=int, withheld=str) and 0 <= line["position"] < log.size:
        report.count("withheld")
        return
    if not _is_shaped(line, position=int, nonce=str, body=str):
        report.problem(where, "This line is not a position, a nonce and a body.")
        return
    position, nonce, body = line["position"], _unhex(line["nonce"]), _utf8(line["body"])
    sealed = log.commitment(position) if 0 <= position < log.size else None
    # One length of nonce only: were it free, a commitment could be cut in two ways.
    if len(nonce) != 32 or _sealed_as(_opening(nonce, body), body) != sealed:
        report.problem(where, f"The body is not what was sealed at position {position}.")
        return
    report.count("bodies")
    batch = _batch(nonce, body)
    if batch is not None:
        batches[position] = batch


def check_events(file: Path, batches: dict[int, Batch] | None, report: Report) -> None:
    """Compares the events of every batch with the root that its entry states."""
    if not file.exists():
        if batches is None or batches:
            report.not_checked.append("No events.jsonl was given: the events in the batches.")
        return
    if batches is None:
        report.problem("events.jsonl", "Without bodies.jsonl no event can be checked.")
        return
    left, last = dict(batches), -1
    for position, lines in groupby(_lines(file), key=lambda line: line[1].get("batch")):
        where = f"events.jsonl, the batch at position {position}"
        batch = left.pop(position, None) if type(position) is int else None
        if batch is None or position < last:
            report.problem(where, "No such batch is sealed, or its events stand elsewhere.")
        else:
            _check_batch(where, batch, lines, report)
            last = position
    for position in left:
        report.problem(f"events.jsonl, the batch at position {position}", "Its events are missing.")


def _check_batch(
    where: str, batch: Batch, lines: Iterator[tuple[int, Json]], report: Report
) -> None:
    hashes: list[bytes] = []
    for number, line in lines:
        index = len(hashes)
        if not _is_shaped(line, batch=int, index=int, body=str) or line["index"] != index:
            what = f"Line {number} is not event {index}: one was dropped, inserted or moved."
            report.problem(where, what)
            return
        nonce = sha256(batch.seed + index.to_bytes(4, "big")).digest()[:16]
        hashes.append(sha256(b"\x00" + _sealed_as(nonce, _utf8(line["body"]))).digest())
        report.count("events")
    if len(hashes) != batch.count:
        report.problem(where, f"It has {batch.count} events and {len(hashes)} are given.")
    elif _root(b"".join(hashes)).hex() != batch.root:
        report.problem(where, "These are not the events that were sealed: one of them differs.")
    else:
        report.count("batches")


def _opening(nonce: bytes, body: bytes) -> bytes:
    # Rule 2: a proof of one event opens its batch, and must not give away the others' nonces.
    return sha256(nonce + b"\xff\xff\xff\xff").digest() if _is_batch(body) else nonce


def _sealed_as(opening: bytes, body: bytes) -> bytes:
    return sha256(opening + body).digest()


def _is_batch(body: bytes) -> bool:
    return b'"entry":"batch"' in body and _object(body).get("entry") == "batch"


def _batch(seed: bytes, body: bytes) -> Batch | None:
    if not _is_batch(body):
        return None
    count, root = (_object(body).get(word) for word in ("count", "root"))
    return Batch(seed, count if type(count) is int else 0, root if type(root) is str else "")


# --- one proof --------------------------------------------------------------------------------


def verify_proof(asked: argparse.Namespace, report: Report) -> None:
    """Checks that one body stands where its proof says, in the log of its checkpoint."""
    if not asked.proof.is_file():
        raise Refused("Name a proof that is there.")
    proof = _object(_bytes(asked.proof) or b"")
    event = proof.pop("event", None)
    shape = {"proof": str, "checkpoint": str, "position": int, "path": list}
    whole = _is_shaped(proof, **shape, nonce=str, body=str)
    if not whole or proof["proof"] != "amparo-ledger-proof-1":
        report.problem("proof", "This is not a proof.")
        return
    held = _held(asked.held)
    checkpoint = _signed_checkpoint(proof["checkpoint"], _key(asked, report), report)
    if checkpoint is not None:
        report.size, report.root = checkpoint.size, checkpoint.root
        _check_proof_against_held(checkpoint, held, report)
        _check_place(proof, checkpoint, report)
        _check_event(event, proof, report)


def _check_proof_against_held(
    checkpoint: "Checkpoint", held: "Checkpoint | None", report: Report
) -> None:
    if held is None:
        return
    if held.origin != checkpoint.origin:
        report.problem("held checkpoint", f"It is about another log, {held.origin}.")
    elif held.size != checkpoint.size:
        what = "Your checkpoint has another size than the proof's; only a whole export joins them."
        report.not_checked.append(what)
    elif held.root != checkpoint.root:
        report.problem("held checkpoint", "The log shows others another history than yours.")
    else:
        report.checked["held"] = held.size


def _check_place(proof: Json, checkpoint: "Checkpoint", report: Report) -> None:
    opening, body = _unhex(proof["nonce"]), _utf8(proof["body"])
    hashed = sha256(b"\x00" + _sealed_as(opening, body)).digest()
    place = proof["position"], checkpoint.size
    if len(opening) != 32 or _climb(hashed, *place, proof["path"]) != checkpoint.root:
        report.problem("proof", f"The body is not entry {proof['position']} of this log.")
        return
    report.checked["position"] = proof["position"]
    report.proved = proof["body"]


def _check_event(event: Any, proof: Json, report: Report) -> None:
    if event is None:
        return
    batch = _batch(b"", _utf8(proof["body"]))
    shaped = isinstance(event, dict) and _is_shaped(
        event, index=int, nonce=str, path=list, body=str
    )
    if batch is None or not shaped:
        report.problem("proof", "The entry is not a batch, or the event's part is not whole.")
        return
    nonce, body = _unhex(event["nonce"]), _utf8(event["body"])
    hashed = sha256(b"\x00" + _sealed_as(nonce, body)).digest()
    reached = _climb(hashed, event["index"], batch.count, event["path"])
    if len(nonce) != 16 or reached is None or reached.hex() != batch.root:
        what = f"The body is not event {event['index']} of the batch at {proof['position']}."
        report.problem("proof", what)
        return
    report.checked["event"] = event["index"]
    report.proved = event["body"]


# --- checkpoints and who signed them ----------------------------------------------------------


@dataclass(frozen=True)
class Checkpoint:
    """The state of one log at one size."""

    origin: str
    size: int
    root: bytes


@dataclass(frozen=True)
class Key:
    """A log's public key, and the four bytes by which a signature names it."""

    name: str
    id: bytes
    public: bytes


def _signed_checkpoint(note: str, key: Key | None, report: Report) -> Checkpoint | None:
    try:
        text, signatures = _opened_note(note)
        checkpoint = _checkpoint(text)
    except ValueError:
        report.problem("checkpoint", "This is not a signed checkpoint.")
        return None
    if key is not None and checkpoint.origin != key.name:
        what = f"It is about the log {checkpoint.origin}, and the key is that of {key.name}."
        report.problem("checkpoint", what)
    elif key is not None and not _is_signed(text, signatures, key):
        report.problem("checkpoint", f"It is not signed by {key.name}+{key.id.hex()}.")
    elif key is not None:
        report.checked["signed_by"] = f"{key.name}+{key.id.hex()}"
    return checkpoint


def _held(file: Path | None) -> Checkpoint | None:
    # It is believed because you kept it, whoever signed it.
    if file is None:
        return None
    try:
        return _checkpoint(_opened_note(_note_in(_text(file)))[0])
    except ValueError:
        raise Refused(f"{file} does not hold a checkpoint.") from None


def _note_in(text: str) -> str:
    # A copy of who has looked at a child's record carries the checkpoint of its day.
    return str(_object(text.encode()).get("checkpoint")) if text.startswith("{") else text


def _key(asked: argparse.Namespace, report: Report) -> Key | None:
    given = (asked.key or "").strip()
    shown = _text(asked.folder / "key").strip() if asked.folder else ""
    if not given and not shown:
        report.problem("key", "No key was given, so that nobody is known to have signed.")
        return None
    try:
        key = _parsed_key(given or shown)
    except ValueError:
        if given:
            raise Refused("This is not a verification key: name+id+base64.") from None
        report.problem("key", "This is not a verification key.")
        return None
    if not given:
        what = "The key came with the export, so a forger could have made both. Give --key."
        report.not_checked.append(what)
    elif shown and shown != given:
        report.problem("key", "The key in the export is not the one you gave.")
    return key


def _opened_note(note: str) -> tuple[str, list[tuple[str, bytes]]]:
    # C2SP signed-note: the text, an empty line, signatures.
    text, _, signed = note.rpartition("\n\n")
    if not text or not signed.endswith("\n") or re.search(r"[\x00-\x09\x0b-\x1f]", note):
        raise ValueError
    signatures = []
    for line in signed[:-1].split("\n"):
        found = re.fullmatch(r"— ([^\s+]+) (\S+)", line)
        if found is None:
            raise ValueError
        signatures.append((found[1], _unbase64(found[2])))
    return text + "\n", signatures


def _checkpoint(text: str) -> Checkpoint:
    # C2SP tlog-checkpoint; extension lines after the third are signed and otherwise ignored.
    found = re.fullmatch(r"(.+)\n(0|[1-9][0-9]{0,18})\n(.+)\n((?:.+\n)*)", text)
    if found is None or len(root := _unbase64(found[3])) != 32:
        raise ValueError
    return Checkpoint(found[1], int(found[2]), root)


def _parsed_key(text: str) -> Key:
    name, named, encoded = text.split("+", 2)
    kind_and_key = _unbase64(encoded)
    key_id = sha256(name.encode() + b"\n" + kind_and_key).digest()[:4]
    if not name or len(kind_and_key) != 33 or kind_and_key[:1] != b"\x01" or named != key_id.hex():
        raise ValueError
    return Key(name, key_id, kind_and_key[1:])


def _is_signed(text: str, signatures: list[tuple[str, bytes]], key: Key) -> bool:
    # Signatures of other keys, such as witnesses', are passed over.
    ours = [signed[4:] for name, signed in signatures if (name, signed[:4]) == (key.name, key.id)]
    return bool(ours) and all(ed25519(key.public, text.encode(), signed) for signed in ours)


# --- the tree: RFC 6962 section 2.1 -----------------------------------------------------------


def _root(hashes: bytes) -> bytes:
    return _fold(_peaks(hashes))


def _peaks(hashes: bytes) -> list[bytes]:
    """The roots of the complete subtrees, the largest first."""
    peaks: list[bytes] = []
    while hashes:
        if len(hashes) % 64:
            peaks.insert(0, hashes[-32:])
            hashes = hashes[:-32]
        pairs = [sha256(b"\x01" + pair).digest() for pair in _cut(hashes, 64)]
        hashes = b"".join(pairs)
    return peaks


def _fold(peaks: list[bytes]) -> bytes:
    if not peaks:
        return sha256(b"").digest()
    top = peaks[-1]
    for peak in reversed(peaks[:-1]):
        top = sha256(b"\x01" + peak + top).digest()
    return top


def _climb(hashed: bytes, index: int, size: int, path: list[Any]) -> bytes | None:
    """The root that a path leads to, if it has as many steps as the place demands."""
    steps = [_unhex(step) if isinstance(step, str) else b"" for step in path]
    if not 0 <= index < size or any(len(step) != 32 for step in steps):
        return None
    last = size - 1
    while last:
        if index & 1 or index < last:
            if not steps:
                return None
            pair = steps.pop(0) + hashed if index & 1 else hashed + steps.pop(0)
            hashed = sha256(b"\x01" + pair).digest()
        # Without a sibling, on the right edge, a node rises unhashed.
        index, last = index >> 1, last >> 1
    return hashed if not steps else None


# --- Ed25519: RFC 8032 section 5.1 ------------------------------------------------------------

Point: TypeAlias = tuple[int, int, int, int]  # x, y, z and x·y, each over z

_P: Final = 2**255 - 19
_ORDER: Final = 2**252 + 27742317777372353535851937790883648493
_D: Final = -121665 * pow(121666, -1, _P) % _P
_ROOT_OF_MINUS_ONE: Final = pow(2, (_P - 1) // 4, _P)


def ed25519(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether this is the key's signature of the message (RFC 8032 section 5.1.7)."""
    key, base = _point(public), _point((4 * pow(5, -1, _P) % _P).to_bytes(32, "little"))
    if key is None or base is None or len(signature) != 64:
        return False
    nonce_point, scalar = signature[:32], int.from_bytes(signature[32:], "little")
    if scalar >= _ORDER:  # else every signature would have a twin
        return False
    challenge = int.from_bytes(sha512(nonce_point + public + message).digest(), "little") % _ORDER
    minus_key = (-key[0] % _P, key[1], key[2], -key[3] % _P)
    return _encoded(_add(_times(scalar, base), _times(challenge, minus_key))) == nonce_point


def _add(p: Point, q: Point) -> Point:
    # RFC 8032 section 5.1.4
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % _P, (p[1] + p[0]) * (q[1] + q[0]) % _P
    c, d = 2 * p[3] * q[3] * _D % _P, 2 * p[2] * q[2] % _P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % _P, g * h % _P, f * g % _P, e * h % _P


def _times(scalar: int, point: Point) -> Point:
    total: Point = (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            total = _add(total, point)
        point, scalar = _add(point, point), scalar >> 1
    return total


def _point(encoded: bytes) -> Point | None:
    # RFC 8032 section 5.1.3
    sign, y = divmod(int.from_bytes(encoded, "little"), 2**255)
    if len(encoded) != 32 or y >= _P:
        return None
    square = (y * y - 1) * pow(_D * y * y + 1, -1, _P) % _P
    x = pow(square, (_P + 3) // 8, _P)
    if (x * x - square) % _P:
        x = x * _ROOT_OF_MINUS_ONE % _P
    if (x * x - square) % _P or (x == 0 and sign):
        return None
    x = x if x & 1 == sign else _P - x
    return x, y, 1, x * y % _P


def _encoded(point: Point) -> bytes:
    over = pow(point[2], -1, _P)
    x, y = point[0] * over % _P, point[1] * over % _P
    return (y | (x & 1) << 255).to_bytes(32, "little")


# --- reading files ----------------------------------------------------------------------------


def _path(level: int | str, group: int, width: int) -> str:
    # C2SP tlog-tiles: 1234067 is x001/x234/067.
    digits = str(group)
    digits = digits.zfill(-(-len(digits) // 3) * 3)
    *folders, last = [digits[start : start + 3] for start in range(0, len(digits), 3)]
    placed = "/".join([*(f"x{folder}" for folder in folders), last])
    return f"tile/{level}/{placed}" + (f".p/{width}" if width < WIDTH else "")


def _bytes(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except OSError:
        return None


def _text(file: Path) -> str:
    """The text in a file, and none where there is no file."""
    try:
        return (_bytes(file) or b"").decode()
    except UnicodeDecodeError:
        return "\ufffd"  # something is there, and it is neither a note nor a key


def _lines(file: Path) -> Iterator[tuple[int, Json]]:
    with file.open("rb") as lines:
        yield from ((number, _object(line)) for number, line in enumerate(lines, 1))


def _object(text: bytes) -> Json:
    """A JSON object; an empty one for anything else, and where a word is said twice."""
    try:
        said = json.loads(text, object_pairs_hook=_said_once)
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


def _said_once(pairs: list[tuple[str, Any]]) -> Json:
    # Of two bodies in one line, one reader would see the first and another the last.
    said = dict(pairs)
    if len(said) != len(pairs):
        raise ValueError
    return said


def _is_shaped(line: Json, **shape: type) -> bool:
    return {word: type(value) for word, value in line.items()} == shape


def _unhex(text: str) -> bytes:
    return bytes.fromhex(text) if re.fullmatch("(?:[0-9a-f]{2})*", text) else b""


def _unbase64(text: str) -> bytes:
    value = b64decode(text, validate=True)
    if b64encode(value).decode() != text:
        raise ValueError
    return value


def _utf8(text: str) -> bytes:
    # A lone surrogate, which JSON can spell, is no text; it becomes bytes that match nothing.
    return text.encode("utf-8", "surrogatepass")


def _cut(whole: bytes, length: int) -> list[bytes]:
    return [whole[start : start + length] for start in range(0, len(whole), length)]


if __name__ == "__main__":
    sys.exit(main())
