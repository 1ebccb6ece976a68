"""What we were told happened: one frozen type per kind of fact."""

import msgspec

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
    | TotalTold
)

write_event = msgspec.json.Encoder(order="deterministic").encode
"""The one text of an event: these bytes are what the ledger seals."""

read_event = msgspec.json.Decoder(AnyEvent).decode
"""An event from its sealed text. Raises msgspec.ValidationError for anything else."""

__all__ = [
    "AddressTold",
    "Admitted",
    "AnyEvent",
    "BookedOut",
    "Described",
    "DischargeNotified",
    "Discharged",
    "Encountered",
    "Event",
    "HearingSlotBooked",
    "MovedProgram",
    "NoticeFiled",
    "NoticeIssued",
    "NoticeNotToBeIssued",
    "NoticeReturned",
    "NoticeServed",
    "NoticeWithdrawn",
    "PlacementDesignated",
    "Referred",
    "Released",
    "Repeated",
    "Sealed",
    "TotalTold",
    "Transferred",
    "read_event",
    "write_event",
]
