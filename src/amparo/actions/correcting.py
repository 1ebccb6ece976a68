"""Tells whoever was shown a fact that a person told, and that turned out wrong."""

from collections.abc import Collection
from datetime import date, datetime

import msgspec

from amparo.duties.desks import recipients
from amparo.purposes import Purpose
from amparo.store import children, disclosures, outgoing, people, records
from amparo.store.models import Finding
from amparo.words.agencies import Role


class ToTell(msgspec.Struct, frozen=True, kw_only=True):
    """Someone who was shown the child while a wrong fact stood, for which purpose, when last."""

    who: str
    role: Role
    agency: str
    office: str
    purpose: Purpose
    last: datetime


def whom_to_tell(child: str, since: int, but_not: str) -> tuple[ToTell, ...]:
    """Who was shown anything of a child since the entry of a wrong fact, but for who corrects it.

    The account names the child and the classes that were opened, not the fact: who could have read
    it is told, rather than nobody. Whoever is of DHS is left out: of what was told of care they
    are shown one word, which changes in their own list, and when it was told is not theirs to know.
    """
    looks = disclosures.about(children.periods(child))
    later = [one for entry, one in looks if one.answer == "grant" and entry > since]
    slugs = people.slugs(one.person for one in later)
    found = {
        (one.person, one.purpose): ToTell(
            who=slugs[one.person],
            role=one.role,
            agency=one.agency,
            office=one.office,
            purpose=one.purpose,
            last=one.at,
        )
        for one in later
        if one.person in slugs and one.person != but_not and not records.is_dhs(one.role)
    }
    return tuple(found.values())


def tell_desks(finding: Finding, to_tell: Collection[ToTell], today: date) -> None:
    """Leave a message for each desk that has a duty of the finding and was shown the wrong fact.

    Call it in the transaction of the correction.
    """
    roles = {one.role for one in to_tell}
    desks = [one for one in recipients(finding.gap, has_clock=True) if one.role in roles]
    outgoing.one_at_a_time()
    outgoing.bear_correction(finding.gap, finding.anchor, finding.identity, desks, today)
