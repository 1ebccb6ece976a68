"""What was done to duties, and what was told for them: all of it hangs on the duty's name."""

from collections.abc import Iterable

from amparo.duties.act import Act, Deed
from amparo.store import models
from amparo.store.bulk import as_day, ask
from amparo.words.agencies import Role

_ACTS = (
    'SELECT duty, act, person, role, office, "on", entry, "to", reason, until'
    " FROM store_dutyact WHERE duty IN ({})"
)


def acts_of(duties: Iterable[str]) -> dict[str, list[Act]]:
    """The deeds done to some duties, in their order; of an untouched duty none."""
    found: dict[str, list[Act]] = {}
    for duty, deed, person, role, office, on, entry, to, reason, until in sorted(
        ask(_ACTS, list(duties)), key=_entry
    ):
        act = Act(
            deed=Deed(deed),
            person=person,
            role=Role(role),
            office=office,
            on=as_day(on),
            entry=entry,
            to=to,
            reason=reason,
            until=as_day(until) if until is not None else None,
        )
        found.setdefault(duty, []).append(act)
    return found


def touched_by(role: Role) -> set[str]:
    """The duties to which a role's people did or told anything."""
    acts = models.DutyAct.objects.filter(role=role).values_list("duty", flat=True)
    told = models.Telling.objects.filter(role=role).values_list("duty", flat=True)
    return {*acts, *told}


def _entry(row: tuple[object, ...]) -> int:
    return int(str(row[6]))
