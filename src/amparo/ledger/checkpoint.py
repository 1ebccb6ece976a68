"""What the ledger says of itself in public, and who signed it: C2SP signed notes, checkpoints."""

import re
from base64 import b64decode, b64encode
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from amparo.ledger import merkle

_ED25519: Final = b"\x01"  # C2SP signed-note, section "Signature types"
_PRIVATE: Final = "PRIVATE+KEY+"
_SIGNED_BY: Final = "— "
_NAME: Final = re.compile(r"[^\s+]+")


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The state of one ledger at one size: who keeps it, how many entries, the root over them.

    C2SP tlog-checkpoint. `more` are extension lines: kept, and given no meaning.
    """

    origin: str
    size: int
    root: bytes
    more: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        lines = (self.origin, *self.more)
        if not all(lines) or any("\n" in line for line in lines):
            raise ValueError("The lines of a checkpoint are neither empty nor broken.")
        if self.size < 0 or len(self.root) != merkle.HASH_BYTES:
            raise ValueError("A checkpoint has a size from 0 up and a root of 32 bytes.")

    @property
    def text(self) -> str:
        """The text that is signed."""
        return "\n".join((self.origin, str(self.size), _base64(self.root), *self.more, ""))

    @classmethod
    def parse(cls, text: str) -> "Checkpoint":
        """Reads what `text` gives. ValueError for anything written in another way."""
        try:
            origin, size, root, *more, _after = text.split("\n")
            read = cls(origin, int(size), _unbase64(root), tuple(more))
        except ValueError as problem:
            raise ValueError(f"This is not the text of a checkpoint: {problem}") from problem
        # One meaning has one spelling: no leading zeroes, no stray bits at the end of base64.
        if read.text != text:
            raise ValueError("This checkpoint is not spelled as the specification spells it.")
        return read


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature line of a note. Of an unknown kind it is kept, and says nothing to us."""

    name: str
    key_id: bytes
    value: bytes

    @property
    def line(self) -> str:
        """How it stands in the note."""
        return f"{_SIGNED_BY}{self.name} {_base64(self.key_id + self.value)}\n"


@dataclass(frozen=True, slots=True)
class Note:
    """A text and the signatures under it (C2SP signed-note): the log's own, its witnesses'."""

    text: str
    signatures: tuple[Signature, ...]

    def __str__(self) -> str:
        return self.text + "\n" + "".join(signature.line for signature in self.signatures)

    def signed_also(self, *signatures: Signature) -> "Note":
        """The same note with more signatures under it, such as a witness's."""
        return replace(self, signatures=self.signatures + signatures)

    @classmethod
    def parse(cls, note: str) -> "Note":
        """Reads what `str` gives. ValueError for anything written in another way."""
        text, blank, signed = note.rpartition("\n\n")
        if not blank or any(char < " " and char != "\n" for char in note):
            raise ValueError("This is not a signed note: a text, an empty line, signatures.")
        read = cls(text + "\n", tuple(_signature(line) for line in signed.splitlines()))
        if not read.signatures or str(read) != note:
            raise ValueError("This note is not spelled as the specification spells it.")
        return read


@dataclass(frozen=True, slots=True)
class VerificationKey:
    """The public half of a key: enough to know a signature when one sees it."""

    name: str
    key: bytes

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.name):
            raise ValueError("A key's name is not empty and has neither spaces nor a plus sign.")
        if len(self.key) != 32:
            raise ValueError("An Ed25519 key has 32 bytes.")

    @property
    def key_id(self) -> bytes:
        """Four bytes by which a signature line names its key: no proof, only a finger pointing."""
        return sha256(self.name.encode() + b"\n" + _ED25519 + self.key).digest()[:4]

    def __str__(self) -> str:
        return f"{self.name}+{self.key_id.hex()}+{_base64(_ED25519 + self.key)}"

    @classmethod
    def parse(cls, text: str) -> "VerificationKey":
        """Reads what `str` gives. ValueError for another kind of key, or one mistyped."""
        name, _, rest = text.partition("+")
        encoded = _unbase64(rest.partition("+")[2])
        if encoded[:1] != _ED25519:
            raise ValueError("This is not an Ed25519 verification key: name+id+base64.")
        read = cls(name, encoded[1:])
        if str(read) != text:
            raise ValueError("This verification key's parts do not belong together.")
        return read


@dataclass(frozen=True, slots=True)
class SigningKey:
    """The secret half: 32 bytes that nobody but the log's keeper may see."""

    name: str
    secret: bytes = field(repr=False)

    @property
    def public(self) -> VerificationKey:
        """The half that is published."""
        return VerificationKey(self.name, self._private().public_key().public_bytes_raw())

    def sign(self, text: str) -> Signature:
        """The signature of a text by this key (Ed25519, RFC 8032)."""
        return Signature(self.name, self.public.key_id, self._private().sign(text.encode()))

    def reveal(self) -> str:
        """The text form, for the file that keeps it. It is the secret: never show it."""
        encoded = _base64(_ED25519 + self.secret)
        return f"{_PRIVATE}{self.name}+{self.public.key_id.hex()}+{encoded}"

    @classmethod
    def parse(cls, text: str) -> "SigningKey":
        """Reads what `reveal` gives. ValueError, which does not repeat it, for anything else."""
        name, _, rest = text.removeprefix(_PRIVATE).partition("+")
        encoded = _unbase64(rest.partition("+")[2])
        if len(encoded) != 33 or (read := cls(name, encoded[1:])).reveal() != text:
            raise ValueError("This is not a signing key.")
        return read

    def _private(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.secret)


@dataclass(frozen=True, slots=True)
class NotVerified:
    """The answer where a checkpoint cannot be relied on, and why."""

    because: str


def signed(checkpoint: Checkpoint, key: SigningKey) -> Note:
    """A checkpoint as the log publishes it."""
    return Note(checkpoint.text, (key.sign(checkpoint.text),))


def verified(note: str, key: VerificationKey) -> Checkpoint | NotVerified:
    """The checkpoint in a note, if this key signed it for the ledger of its own name.

    Signatures by other keys are passed over, as the specification requires.
    """
    try:
        read = Note.parse(note)
        checkpoint = Checkpoint.parse(read.text)
    except ValueError as problem:
        return NotVerified(str(problem))
    # A key may sign for one ledger only, or one ledger's checkpoint could pass for another's.
    if checkpoint.origin != key.name:
        return NotVerified(f"It is about {checkpoint.origin}; the key is that of {key.name}.")
    if not is_signed_by(read, key):
        return NotVerified(f"The key {key.name}+{key.key_id.hex()} has not signed it.")
    return checkpoint


def is_signed_by(note: Note, key: VerificationKey) -> bool:
    """Whether the note carries this key's signature, and none of its name that fails."""
    ours = [
        signature
        for signature in note.signatures
        if (signature.name, signature.key_id) == (key.name, key.key_id)
    ]
    return bool(ours) and all(_holds(signature.value, note.text, key) for signature in ours)


def _holds(signature: bytes, text: str, key: VerificationKey) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(key.key).verify(signature, text.encode())
    except InvalidSignature:
        return False
    return True


def _signature(line: str) -> Signature:
    name, space, encoded = line.removeprefix(_SIGNED_BY).rpartition(" ")
    value = _unbase64(encoded)
    if not space or not _NAME.fullmatch(name) or len(value) <= 4:
        raise ValueError("A signature line is a dash, a name and base64.")
    return Signature(name, value[:4], value[4:])


def _unbase64(text: str) -> bytes:
    try:
        return b64decode(text, validate=True)
    except ValueError:
        # Python's own message counts characters; the text may be a secret, so it is not repeated.
        raise ValueError("A part of it that should be base64 is not.") from None


def _base64(value: bytes) -> str:
    return b64encode(value).decode()
