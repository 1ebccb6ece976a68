"""The asker's own duties among what is owed to one child, and who has each now."""

from collections.abc import Iterable

import msgspec

from amparo.actions.standings import standings
from amparo.duties import duty_name, owners_of
from amparo.purposes.asker import Asker
from amparo.store import people
from amparo.store.records import Owed


class OwnDuty(msgspec.Struct, frozen=True, kw_only=True):
    """One duty of the asker's role, by its name. ``holder`` is a slug; ``mine``: the asker's.

    ``free``: nobody has it, so that it can be taken.
    """

    duty: str
    holder: str | None
    mine: bool

    @property
    def free(self) -> bool:
        """Whether nobody has it yet."""
        return self.holder is None


def own_duties(asker: Asker, owed: Iterable[Owed]) -> dict[str, OwnDuty]:
    """By finding, the duties that the asker's role has of what a record showed them.

    One that was ended, by decision or by what was told for it, is none of them.
    """
    own = {
        duty_name(one.finding, asker.role): one for one in owed if asker.role in owners_of(one.gap)
    }
    stand = standings({name: (one.gap, asker.role) for name, one in own.items()})
    named = people.slugs({one.holder for one in stand.values() if one.holder})
    return {
        own[name].finding: OwnDuty(
            duty=name, holder=named.get(one.holder or ""), mine=one.holder == asker.person
        )
        for name, one in stand.items()
        if one.closed_on is None
    }
