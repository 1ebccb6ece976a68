"""What each gap's duty lets its owner ask and see, and who else must act on it."""

from collections.abc import Mapping
from functools import cache

from amparo.duties.duty import duty_name, finding_name
from amparo.duties.part import DutyCard, Part
from amparo.events import (
    AddressProposed,
    ConcernDisposed,
    ContactAttempted,
    FlagContested,
    NoticeChecked,
    NotToBeIssuedDecided,
    OrderDecided,
    ReportedMissing,
    ToldAtDesk,
)
from amparo.gaps import GAPS
from amparo.purposes import DataClass, Family, Nexus, Purpose
from amparo.words.agencies import Role

_NOTICE = frozenset({DataClass.IDENTITY, DataClass.LOCATION, DataClass.COURT})
_ADDRESS = _NOTICE | {DataClass.PLACEMENT}
_WELFARE = frozenset(DataClass) - {
    DataClass.CLINICAL,
    DataClass.IMMIGRATION_STATUS,
    DataClass.CHECK_RESULTS,
    DataClass.PROTECTED_RELIEF,
    DataClass.COUNSEL_COMMUNICATIONS,
    DataClass.ACCOUNTING,
}
_CHECKED = frozenset({DataClass.IDENTITY, DataClass.COURT})
_CLIENT = frozenset(DataClass) - {
    DataClass.CLINICAL,
    DataClass.IMMIGRATION_STATUS,
    DataClass.CHECK_RESULTS,
    DataClass.HOUSEHOLD,
}
_CONTACT: frozenset[type[ToldAtDesk]] = frozenset(
    {ContactAttempted, ReportedMissing, AddressProposed}
)
_PLACING = _NOTICE | {DataClass.PLACEMENT, DataClass.SPONSOR, DataClass.ABUSE_REPORTS}
_FLAG: frozenset[type[ToldAtDesk]] = frozenset(
    {ContactAttempted, ReportedMissing, ConcernDisposed, FlagContested}
)
_CHILDS_SIDE = frozenset({Family.ORR, Family.COUNSEL, Family.OVERSIGHT})
"""Those who care for the child, those who speak for the child, those who check."""

_PROTECTING = frozenset({Role.CHILD_PROTECTION, Role.CHILD_PROTECTION_OFFICER})
"""Those to whom red flags go, and nobody else."""

_CHECK_NOTICE = Part(
    # Its own purpose: with the one of service comes the address that a notice was served at, and
    # an absence would be a reason to go there.
    purpose=Purpose.NOTICE_CHECK,
    sees=_CHECKED,
    says="Check in your own books whether notice was good, and record what you found.",
    done_by=frozenset({NoticeChecked}),
)
_TELL_THE_CLIENT = Part(
    purpose=Purpose.REPRESENTATION,
    sees=_CLIENT,
    says="Ask the client what came of the notice, and whether the order can be taken back.",
    tied_by=Nexus.REPRESENTATION,
    is_due=False,
)
_ASK_IN_TIME = Part(
    purpose=Purpose.REPRESENTATION,
    sees=_CLIENT,
    says="Decide with the client whether to ask that the order be taken back, and record it.",
    tied_by=Nexus.REPRESENTATION,
    done_by=frozenset({OrderDecided}),
)
_STAND_IN = Part(
    purpose=Purpose.LEGAL_SERVICES,
    # While there is no counsel; with counsel nothing opens.
    sees=frozenset({DataClass.IDENTITY, DataClass.COURT, DataClass.ACCOUNTING}),
    says="Find the child counsel who can ask that the order be taken back, while there is time.",
    tied_by=Nexus.ASSIGNED,
)

_OWN_FILE = frozenset({DataClass.IDENTITY, DataClass.COURT})

CARDS: Mapping[str, DutyCard] = {
    "referral-late": DutyCard(
        purpose=Purpose.TRANSFER,
        sees=_OWN_FILE,
        tells=DataClass.COURT,
        says="Tell HHS of the child now, or write down where the child went.",
        # The finder's own case, until the child is handed over: after that nothing is shown.
        tied_by=Nexus.OWN_CASE,
    ),
    "transfer-late": DutyCard(
        purpose=Purpose.TRANSFER,
        sees=_OWN_FILE,
        tells=DataClass.COURT,
        says="Hand the child over to HHS now, or write down what is exceptional.",
        tied_by=Nexus.OWN_CASE,
    ),
    "nta-not-issued": DutyCard(
        purpose=Purpose.NTA_SERVICE,
        sees=_NOTICE,
        tells=DataClass.COURT,
        says="Have the Notice to Appear issued, or record the decision that none will be.",
        takes=frozenset({NotToBeIssuedDecided}),
    ),
    "nta-not-served": DutyCard(
        purpose=Purpose.NTA_SERVICE,
        sees=_NOTICE,
        tells=DataClass.COURT,
        says="Have the notice served, in step with counsel; there is no day to hurry for.",
    ),
    "nta-not-filed": DutyCard(
        purpose=Purpose.NTA_SERVICE,
        sees=_NOTICE,
        tells=DataClass.COURT,
        says="File the notice with the court, with the proof that it was served.",
        # Whoever had it served holds the proof of service, without which it cannot be filed.
        shared_with=frozenset({Role.JUVENILE_COORDINATOR}),
    ),
    "transferred-not-placed": DutyCard(
        purpose=Purpose.PLACEMENT,
        sees=_PLACING,
        tells=DataClass.PLACEMENT,
        says="Confirm which programme took the child in, and have the admission told.",
    ),
    "address-unusable": DutyCard(
        purpose=Purpose.ADDRESS_CORRECTION,
        sees=_ADDRESS,
        # Not what the address is but that the stay lacks one: an address is in no list, and as a
        # court fact it would be listed to DHS.
        tells=DataClass.PLACEMENT,
        says="Ask the sponsor or counsel for the whole address, and have it told.",
        takes=frozenset({AddressProposed}),
    ),
    "safety-call-overdue": DutyCard(
        purpose=Purpose.SAFETY_CHECK,
        sees=_WELFARE,
        tells=DataClass.SAFETY_CALLS,
        says="Call the child and the sponsor, and record who was reached or that nobody was.",
        takes=_CONTACT,
    ),
    "filed-no-future-hearing": DutyCard(
        purpose=Purpose.COURT_NOTICE,
        sees=_NOTICE,
        tells=DataClass.COURT,
        says="Set a hearing, or record why the case rests, and tell the child and counsel.",
    ),
    "no-counsel": DutyCard(
        purpose=Purpose.PLACEMENT,
        sees=_PLACING,
        tells=DataClass.COURT,
        says="Put the child in touch with a legal service provider before the first hearing.",
    ),
    "two-open-cases": DutyCard(
        purpose=Purpose.COURT_NOTICE,
        sees=_NOTICE,
        tells=DataClass.COURT,
        # The court's and not OPLA's: with a duty DHS would come by the address it served, and
        # joining two cases is no service.
        says="See whether the two cases are to be joined or one ended, in step with counsel.",
    ),
    "notice-to-stale-address": DutyCard(
        purpose=Purpose.COURT_NOTICE,
        sees=_NOTICE,
        tells=DataClass.COURT,
        says="Have notice of the hearing sent anew, through counsel where there is counsel.",
        # It tells that the child moved: neither a parent abroad nor a sponsor is told so.
        restricted_to=frozenset({Family.EOIR, Family.ORR, Family.COUNSEL, Family.OVERSIGHT}),
    ),
    "address-told-not-filed": DutyCard(
        purpose=Purpose.ADDRESS_CORRECTION,
        sees=_ADDRESS,
        # That a family moved is what it said on a call: it is care's business and never DHS's. As a
        # fact of calls it would be in no list of whoever corrects addresses.
        tells=DataClass.PLACEMENT,
        restricted_to=_CHILDS_SIDE,
        says="Help the child and counsel to file the court's own form for the new address.",
        takes=frozenset({AddressProposed}),
        parts={
            Role.COUNSEL: Part(
                purpose=Purpose.REPRESENTATION,
                sees=_CLIENT,
                says="File the court's own form for the new address with your client.",
                tied_by=Nexus.REPRESENTATION,
            )
        },
    ),
    "agencies-disagree-on-address": DutyCard(
        purpose=Purpose.ADDRESS_CORRECTION,
        sees=_ADDRESS,
        tells=DataClass.PLACEMENT,
        says="Ask the family, through counsel where there is counsel, which address is right.",
        takes=frozenset({AddressProposed}),
        # Comparing addresses is the work of these two: that two differ tells where not to write,
        # and so where to.
        restricted_to=frozenset({Family.ORR, Family.COUNSEL}),
    ),
    "failed-to-appear": DutyCard(
        purpose=Purpose.SAFETY_CHECK,
        sees=_WELFARE,
        tells=DataClass.COURT,
        says="Ask whether the child is well, whether notice came, and tell counsel of the absence.",
        takes=_CONTACT.union({NoticeChecked}),
        parts={
            Role.POST_RELEASE_PROVIDER: Part(
                purpose=Purpose.SAFETY_CHECK,
                sees=_WELFARE - {DataClass.PLACEMENT, DataClass.HOUSEHOLD},
                says="Visit or call the family, ask whether the child is well, and record it.",
            ),
            Role.JUVENILE_COORDINATOR: _CHECK_NOTICE,
            Role.OPLA_ATTORNEY: _CHECK_NOTICE,
            Role.COURT_STAFF: Part(
                purpose=Purpose.COURT_NOTICE,
                sees=_NOTICE,
                says="Check in the court's own file whether notice was good, and record it.",
                done_by=frozenset({NoticeChecked}),
            ),
            Role.COUNSEL: _TELL_THE_CLIENT,
        },
        two_close=True,
    ),
    "in-absentia-order": DutyCard(
        purpose=Purpose.PLACEMENT,
        sees=_PLACING,
        tells=DataClass.COURT,
        says="See that the child has counsel who can ask to have the order taken back in time.",
        takes=frozenset({OrderDecided, AddressProposed}),
        parts={Role.COUNSEL: _ASK_IN_TIME, Role.LEGAL_SERVICE_PROVIDER: _STAND_IN},
        two_close=True,
    ),
    # --- the child's case ---
    "not-filed-before-slot": DutyCard(
        purpose=Purpose.PLACEMENT,
        sees=_PLACING,
        tells=DataClass.COURT,
        says="Ask the court whether the hearing stands, and tell the child and counsel in time.",
        # Not DHS's: that a notice is not filed lies in its list as nta-not-filed, without a hurry.
        parts={
            Role.COURT_STAFF: Part(
                purpose=Purpose.COURT_NOTICE,
                sees=_NOTICE,
                says="Say whether the hearing stands, and tell the child and counsel in time.",
            ),
            Role.COUNSEL: Part(
                purpose=Purpose.REPRESENTATION,
                sees=_CLIENT,
                says="Ask the court whether the hearing stands, and tell your client in time.",
                tied_by=Nexus.REPRESENTATION,
            ),
        },
    ),
    "hearing-too-soon": DutyCard(
        purpose=Purpose.COURT_NOTICE,
        sees=_NOTICE,
        tells=DataClass.COURT,
        says="Have the hearing moved, unless the child asked for it, and tell child and counsel.",
    ),
    "served-alone-under-14": DutyCard(
        purpose=Purpose.PLACEMENT,
        sees=_PLACING,
        tells=DataClass.COURT,
        says="Tell counsel, who can ask for the notice to be served again and for time.",
        # How counsel will answer a bad service is not the other side's to know first.
        restricted_to=_CHILDS_SIDE,
    ),
    "mail-returned": DutyCard(
        purpose=Purpose.ADDRESS_CORRECTION,
        sees=_ADDRESS,
        tells=DataClass.COURT,
        says="Ask the family where letters arrive, and help to file the court's own form.",
        takes=frozenset({AddressProposed}),
        restricted_to=_CHILDS_SIDE,
    ),
    "counsel-sought-in-vain": DutyCard(
        purpose=Purpose.PLACEMENT,
        sees=_PLACING,
        tells=DataClass.COURT,
        says="Find counsel who takes the case before the next hearing.",
    ),
    "interpreter-wanting": DutyCard(
        purpose=Purpose.COURT_NOTICE,
        sees=_NOTICE,
        tells=DataClass.COURT,
        says="Ask for the child's own language, through counsel, and order its interpreter.",
    ),
    "case-did-not-follow": DutyCard(
        purpose=Purpose.ADDRESS_CORRECTION,
        sees=_ADDRESS,
        # That the child moved to another State tells where the child is.
        tells=DataClass.PLACEMENT,
        says="Ask counsel whether the case should follow the child, or be heard from there.",
        restricted_to=_CHILDS_SIDE,
    ),
    "order-on-bad-notice": DutyCard(
        purpose=Purpose.PLACEMENT,
        sees=_PLACING,
        tells=DataClass.COURT,
        says="Bring counsel what speaks against the notice, so that counsel can ask the court.",
        takes=frozenset({OrderDecided, AddressProposed}),
        parts={Role.COUNSEL: _ASK_IN_TIME, Role.LEGAL_SERVICE_PROVIDER: _STAND_IN},
        restricted_to=_CHILDS_SIDE,
    ),
    # --- the child's care and safety ---
    "runaway-from-care": DutyCard(
        purpose=Purpose.SAFETY_CHECK,
        sees=_WELFARE,
        tells=DataClass.PLACEMENT,
        says="Tell the police, NCMEC and ORR, and write down when and whom.",
        takes=frozenset({ReportedMissing, ContactAttempted}),
        # The report is the provider's part; the rest lasts until somebody has heard the child.
        done_by=frozenset({ReportedMissing}),
        parts={
            Role.CHILD_PROTECTION: Part(
                purpose=Purpose.SAFETY_CHECK,
                sees=_WELFARE,
                says="Keep asking whether the child is safe, and record who was reached.",
                is_due=False,
            )
        },
    ),
    "turns-18": DutyCard(
        purpose=Purpose.PLACEMENT,
        sees=_PLACING,
        tells=DataClass.PLACEMENT,
        says="Make the plan for the time after 18 with the child, and tell counsel what is near.",
        parts={
            Role.COUNSEL: Part(
                purpose=Purpose.REPRESENTATION,
                sees=_CLIENT,
                says="See with your client which protection must be asked for before 18.",
                tied_by=Nexus.REPRESENTATION,
            )
        },
        # Nobody is to be waiting for a child on a birthday: no list of them leaves these two.
        restricted_to=frozenset({Family.ORR, Family.COUNSEL}),
    ),
    "many-children-one-sponsor": DutyCard(
        purpose=Purpose.SAFETY_CHECK,
        sees=_WELFARE,
        # Of the others it tells no more than their number, and is in no list but its owners'.
        tells=DataClass.SAFETY_CALLS,
        says="Look at this home, speak with this child, and record whether the child is well.",
        takes=_FLAG,
        only=_PROTECTING,
    ),
    "not-with-sponsor": DutyCard(
        purpose=Purpose.SAFETY_CHECK,
        sees=_WELFARE,
        tells=DataClass.SAFETY_CALLS,
        says="Ask where the child is, speak with the child, and record whether the child is well.",
        takes=_FLAG,
        only=_PROTECTING,
    ),
    "nobody-reached": DutyCard(
        purpose=Purpose.SAFETY_CHECK,
        sees=_WELFARE,
        tells=DataClass.SAFETY_CALLS,
        says="Try another way to hear from the child, and record what came of it.",
        takes=_FLAG,
        only=_PROTECTING,
    ),
    "report-unanswered": DutyCard(
        purpose=Purpose.SAFETY_CHECK,
        sees=_WELFARE,
        tells=DataClass.ABUSE_REPORTS,
        says="Read the report, tell whom the law names, and record what came of it.",
        takes=_FLAG,
        only=_PROTECTING,
    ),
}
"""The card of every gap, by the gap's name."""


@cache
def duties_of(role: Role) -> frozenset[str]:
    """The gaps that are a role's own work: those it owes, and those shared with it."""
    return frozenset(gap for gap in CARDS if role in owners_of(gap))


@cache
def owners_of(gap: str) -> tuple[Role, ...]:
    """Who must act on a gap: the role that owes it first, then the others by name.

    Each has a duty of its own, so each duty has exactly one owner.
    """
    card, owes = CARDS[gap], GAPS[gap].owed_by
    return (owes, *sorted(card.shared_with | card.parts.keys()))


def duties_made(gap: str, anchor: str) -> list[tuple[str, Role]]:
    """The duties that a finding makes: the name of each, and whose it is."""
    finding = finding_name(gap, anchor)
    return [(duty_name(finding, owner), owner) for owner in owners_of(gap)]


def part_of(gap: str, role: Role) -> Part:
    """What a role that must act on a gap has to do, and may see for it."""
    return CARDS[gap].part(role)
