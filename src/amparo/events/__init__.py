"""What we were told happened: one frozen type per kind of fact."""

import msgspec

from amparo.events.addresses import AddressChanged
from amparo.events.court import (
    CaseIdentifierTold,
    CasePriorityTold,
    CaseTold,
    CounselTold,
    CourtRow,
    HearingTold,
    JuvenileFlagTold,
    MotionTold,
    ProceedingTold,
    StillReported,
)
from amparo.events.custody import AddressOfRecord, AgedOut, BookedIn, HandedToHhs, LeftCustody
from amparo.events.desk import (
    AddressProposed,
    ConcernDisposed,
    ContactAttempted,
    FlagContested,
    LetterEnded,
    NoticeChecked,
    NotToBeIssuedDecided,
    OrderDecided,
    ReportedMissing,
    ToldAtDesk,
)
from amparo.events.encounters import (
    BookedOut,
    Encountered,
    PlacementDesignated,
    Referred,
    Transferred,
)
from amparo.events.event import Event, Sealed
from amparo.events.notices import (
    HearingSlotBooked,
    NoticeFiled,
    NoticeIssued,
    NoticeNotToBeIssued,
    NoticeReturned,
    NoticeServed,
    NoticeWithdrawn,
)
from amparo.events.placements import (
    AddressTold,
    Admitted,
    Discharged,
    DischargeNotified,
    MovedProgram,
    Released,
)
from amparo.events.rows import Described, Repeated
from amparo.events.safety import Answer, CallAnswered, CallAttempted, ConcernReported
from amparo.events.totals import TotalTold

AnyEvent = (
    Described
    | Repeated
    | Encountered
    | Referred
    | PlacementDesignated
    | Transferred
    | BookedOut
    | Admitted
    | MovedProgram
    | Discharged
    | Released
    | DischargeNotified
    | AddressTold
    | NoticeIssued
    | NoticeNotToBeIssued
    | NoticeServed
    | NoticeReturned
    | NoticeFiled
    | HearingSlotBooked
    | NoticeWithdrawn
    | CaseTold
    | ProceedingTold
    | HearingTold
    | JuvenileFlagTold
    | CaseIdentifierTold
    | CasePriorityTold
    | CounselTold
    | MotionTold
    | StillReported
    | BookedIn
    | LeftCustody
    | HandedToHhs
    | AgedOut
    | AddressOfRecord
    | CallAttempted
    | CallAnswered
    | ConcernReported
    | AddressChanged
    | TotalTold
    | ContactAttempted
    | ReportedMissing
    | NotToBeIssuedDecided
    | OrderDecided
    | AddressProposed
    | NoticeChecked
    | ConcernDisposed
    | FlagContested
    | LetterEnded
)

write_event = msgspec.json.Encoder(order="deterministic").encode
"""The one text of an event: these bytes are what the ledger seals."""

read_event = msgspec.json.Decoder(AnyEvent).decode
"""An event from its sealed text. Raises msgspec.ValidationError for anything else."""

__all__ = [
    "AddressChanged",
    "AddressOfRecord",
    "AddressProposed",
    "AddressTold",
    "Admitted",
    "AgedOut",
    "Answer",
    "AnyEvent",
    "BookedIn",
    "BookedOut",
    "CallAnswered",
    "CallAttempted",
    "CaseIdentifierTold",
    "CasePriorityTold",
    "CaseTold",
    "ConcernDisposed",
    "ConcernReported",
    "ContactAttempted",
    "CounselTold",
    "CourtRow",
    "Described",
    "DischargeNotified",
    "Discharged",
    "Encountered",
    "Event",
    "FlagContested",
    "HandedToHhs",
    "HearingSlotBooked",
    "HearingTold",
    "JuvenileFlagTold",
    "LeftCustody",
    "LetterEnded",
    "MotionTold",
    "MovedProgram",
    "NotToBeIssuedDecided",
    "NoticeChecked",
    "NoticeFiled",
    "NoticeIssued",
    "NoticeNotToBeIssued",
    "NoticeReturned",
    "NoticeServed",
    "NoticeWithdrawn",
    "OrderDecided",
    "PlacementDesignated",
    "ProceedingTold",
    "Referred",
    "Released",
    "Repeated",
    "ReportedMissing",
    "Sealed",
    "StillReported",
    "ToldAtDesk",
    "TotalTold",
    "Transferred",
    "read_event",
    "write_event",
]
