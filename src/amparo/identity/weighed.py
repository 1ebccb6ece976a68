"""What two identities weigh as one child, in bits, and the model that the bits come from."""

import hashlib
from functools import cached_property
from math import log2
from typing import Self

import msgspec


class Compared(msgspec.Struct, frozen=True):
    """How one field of two identities agrees, in words, and what that is worth in bits."""

    field: str
    level: str
    bits: float


class Weighed(msgspec.Struct, frozen=True):
    """Two identities, and how much more likely than not they are one child (``bits``, log odds).

    ``one`` is the lower number. ``siblings`` says that the sibling veto holds (``siblings.py``):
    such a pair is never joined by any weight. ``compared`` explains the bits, field by field; a
    batch leaves it empty, and ``matching.score`` gives it for any pair.
    """

    one: int
    other: int
    bits: float
    siblings: bool = False
    compared: tuple[Compared, ...] = ()

    @property
    def pair(self) -> tuple[int, int]:
        return self.one, self.other


class Level(msgspec.Struct, frozen=True):
    """One way in which a field can agree, with its share among pairs of one child and of two.

    ``m`` is the share among pairs that are one child, ``u`` among pairs that are not.
    """

    name: str
    m: float
    u: float

    @property
    def bits(self) -> float:
        return log2(self.m / self.u)


class Field(msgspec.Struct, frozen=True):
    """A field, and its levels from the closest to *differs*. Nothing told weighs nothing."""

    name: str
    levels: tuple[Level, ...]


class Thresholds(msgspec.Struct, frozen=True, kw_only=True):
    """Where the decision lies, in bits.

    From ``join`` on two identities are one child, if nothing forbids it. From ``ask`` to there a
    person is asked. What was joined and shown is complained about only below ``complain``: lower
    than ``join``, so that a name typed once more does not set an entity wavering.
    """

    join: float
    complain: float
    ask: float


PRIOR_OF = 50_000
"""Records among which any two are one child as often as a model's prior says."""


class Model(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """A trained model: what every level of every field weighs, and where the decision lies.

    ``prior`` is the bits of any two rows of up to ``PRIOR_OF``, before anything is compared.
    ``family`` is added where a sponsor or an address is the same *and* given names agree already:
    siblings share both, so that before it says nothing. A blocking key carried by more than
    ``block_cap`` identities proposes nobody. ``trained_on`` says on what, in words.
    """

    version: str
    trained_on: str
    prior: float
    family: float
    fields: tuple[Field, ...]
    thresholds: Thresholds
    block_cap: int

    @classmethod
    def read(cls, artefact: bytes) -> Self:
        """The model that a file holds. Raises msgspec.ValidationError where it holds none."""
        return msgspec.json.decode(artefact, type=cls)

    def written(self) -> bytes:
        """The file that ``read`` reads: the same bytes for the same model, always."""
        return msgspec.json.format(msgspec.json.encode(self), indent=1) + b"\n"

    def among(self, records: int) -> Self:
        """The same model for so many records: the more, the less are any two of them one child.

        Namesakes grow in number with the population, a child's own records do not. It has the
        digest of the file that it was read from.
        """
        more = max(records / PRIOR_OF, 1.0)
        made = msgspec.structs.replace(self, prior=self.prior - log2(more))
        made.__dict__["digest"] = self.digest
        return made

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the file: a ruling names it, so that it can be weighed again."""
        return hashlib.sha256(self.written()).hexdigest()

    def bits(self, field: str, level: str) -> float:
        """What a level weighs. Raises KeyError where the model knows no such level."""
        return self._bits[field, level]

    @cached_property
    def _bits(self) -> dict[tuple[str, str], float]:
        return {(one.name, level.name): level.bits for one in self.fields for level in one.levels}
