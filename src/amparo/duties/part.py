"""What a duty's card says: of its owner, and of each other who must act and has a part."""

from collections.abc import Mapping

import msgspec

from amparo.events import ToldAtDesk
from amparo.purposes import DataClass, Family, Nexus, Purpose
from amparo.words.agencies import Role


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """What one of several who must act has to do about a finding, and may see for it.

    ``purpose``, ``sees`` and ``says`` as of a DutyCard, for this part alone. ``tied_by`` is the
    work that makes the purpose theirs. ``is_due`` False: the finding's clock is not this part's.
    ``done_by`` are the facts, told for the duty itself, that close this part of it.
    """

    purpose: Purpose
    sees: frozenset[DataClass]
    says: str
    tied_by: Nexus = Nexus.DUTY
    is_due: bool = True
    done_by: frozenset[type[ToldAtDesk]] = frozenset()


class DutyCard(msgspec.Struct, frozen=True, kw_only=True):
    """One gap's duty. Its owner is the gap's ``owed_by``.

    ``purpose`` is why its owner may ask; ``sees`` what they may then read of the child, of some
    origin and without approval; ``tells`` the class of what the finding itself tells;
    ``shared_with`` who else has the same duty as work of their own, ``parts`` who else must act
    and has a part of their own. ``takes`` are the facts that may be told for it at a desk.
    ``tied_by`` and ``done_by`` as of a Part, for the owner's.
    ``two_close``: to end it by decision takes a second person.
    ``restricted_to`` None: whoever may list the class sees the finding; else only these families
    do, and oversight gets counts. ``only`` keeps a red flag to some roles.
    """

    purpose: Purpose
    sees: frozenset[DataClass]
    tells: DataClass
    says: str
    tied_by: Nexus = Nexus.DUTY
    shared_with: frozenset[Role] = frozenset()
    restricted_to: frozenset[Family] | None = None
    only: frozenset[Role] | None = None
    parts: Mapping[Role, Part] = msgspec.field(default_factory=dict)
    takes: frozenset[type[ToldAtDesk]] = frozenset()
    done_by: frozenset[type[ToldAtDesk]] = frozenset()
    two_close: bool = False

    def part(self, role: Role) -> Part:
        """What a role that must act has to do, and may see for it."""
        own = Part(
            purpose=self.purpose,
            sees=self.sees,
            says=self.says,
            tied_by=self.tied_by,
            done_by=self.done_by,
        )
        return self.parts.get(role, own)
