"""Tells whoever was shown two children as one that they are two: named, and by message."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

import msgspec

from amparo.duties.desks import Desk
from amparo.duties.telling import Kind
from amparo.purposes import DHS, ROLES, Action, Purpose
from amparo.store import disclosures, identities, outgoing, people
from amparo.store.children import Period
from amparo.words.agencies import AGENCY_OF, Agency, Role


class ToTell(msgspec.Struct, frozen=True, kw_only=True):
    """Someone who was shown the record of two children as one, and must be told that it was two.

    ``look`` is the ledger's entry of the last time. ``by_message``: their desk is sent one; who
    sits at no agency's desk, or was shown nothing that was parted, is sent none.
    """

    who: str
    role: Role
    agency: str
    office: str
    purpose: Purpose
    action: Action
    last: datetime
    look: int
    by_message: bool


def whom_to_tell(
    since: Mapping[str, int], parts: Sequence[Iterable[int]] = ()
) -> tuple[ToTell, ...]:
    """Who was shown what was one record, since an entry; once for each purpose and action.

    ``parts`` are the records that are parted; without them nobody is sent a message yet.
    """
    dhs_was_shown_both = _of_others_than_hhs(parts) > 1
    found: dict[tuple[str, str, str], ToTell] = {}
    for child, entry in since.items():
        looks = disclosures.about([Period(child, entry)])
        slugs = people.slugs(one.person for _, one in looks)
        for look, one in looks:
            if one.answer != "grant" or one.command.startswith(disclosures.DECIDING_IDENTITY):
                continue
            if one.person not in slugs:  # the outbox: what it told of duties it takes back itself
                continue
            role = Role(one.role)
            found[one.person, one.purpose, one.action] = ToTell(
                who=slugs[one.person],
                role=role,
                agency=one.agency,
                office=one.office,
                purpose=one.purpose,
                action=one.action,
                last=one.at,
                look=look,
                by_message=bool(parts)
                and role in AGENCY_OF
                and (dhs_was_shown_both or ROLES[role].family not in DHS),
            )
    return tuple(found.values())


def _of_others_than_hhs(parts: Sequence[Iterable[int]]) -> int:
    """How many of the parts hold a record that DHS may have been shown: one not HHS's own.

    Where HHS's records alone go from one child to another, DHS was shown nothing wrong, and a
    message would be HHS's fact arriving by post.
    """
    names = [identities.names(part).values() for part in parts]
    return sum(any(not one.startswith(f"{Agency.ORR}:") for one in part) for part in names)


def tell_desks(to_tell: Iterable[ToTell], identity: int, today: date) -> None:
    """Leave one message for each of them and each purpose, about their own last look.

    ``identity`` is a record of the child that was shown; the message stands in its account. Call
    it in the transaction of the ruling.
    """
    last: dict[tuple[str, Purpose], ToTell] = {}
    for one in to_tell:
        key = one.who, one.purpose
        if one.by_message and (key not in last or last[key].look < one.look):
            last[key] = one
    outgoing.one_at_a_time()
    for one in last.values():
        desk = Desk(AGENCY_OF[one.role], one.role)
        about = outgoing.look_name(one.look)
        outgoing.bear_correction("", about, identity, [desk], today, Kind.RECORD_CORRECTED)
