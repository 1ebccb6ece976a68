"""The tables. What was told is only ever added to; what follows from it can be made again.

Big tables refer to one another by plain numbers: a foreign key checked on every row costs a third
of an ingest, and ``ledger verify`` checks every reference against what was sealed.
"""

from amparo.store.models.children import Alias, Child, Membership, Review
from amparo.store.models.doubted import Doubt, DoubtAnswered
from amparo.store.models.following import (
    AccountHead,
    AccountNode,
    Derived,
    Episode,
    Finding,
    Message,
    NamedDuty,
    Pending,
    RowMark,
    Weighed,
)
from amparo.store.models.index import Likeness, MatchKey, Number, Place, ReleasedRow, Sponsor
from amparo.store.models.looks import Account, Disclosure
from amparo.store.models.people import (
    Appointment,
    Approval,
    Assignment,
    Credential,
    Ended,
    Person,
    PolicySet,
    SignIn,
    Token,
    Training,
)
from amparo.store.models.ruled import Opinion, Ruling
from amparo.store.models.sealed import Checkpoint, Entry, Sequenced
from amparo.store.models.service import SealedService, ServiceStep
from amparo.store.models.told import (
    Content,
    Delivered,
    Delivery,
    DutyAct,
    Event,
    Home,
    Identity,
    SetAsideRow,
    Telling,
)
from amparo.store.models.vault import AccountKey, ContentKey, SearchKey, Vault, VaultKey

__all__ = [
    "Account",
    "AccountHead",
    "AccountKey",
    "AccountNode",
    "Alias",
    "Appointment",
    "Approval",
    "Assignment",
    "Checkpoint",
    "Child",
    "Content",
    "ContentKey",
    "Credential",
    "Delivered",
    "Delivery",
    "Derived",
    "Disclosure",
    "Doubt",
    "DoubtAnswered",
    "DutyAct",
    "Ended",
    "Entry",
    "Episode",
    "Event",
    "Finding",
    "Home",
    "Identity",
    "Likeness",
    "MatchKey",
    "Membership",
    "Message",
    "NamedDuty",
    "Number",
    "Opinion",
    "Pending",
    "Person",
    "Place",
    "PolicySet",
    "ReleasedRow",
    "Review",
    "RowMark",
    "Ruling",
    "SealedService",
    "SearchKey",
    "Sequenced",
    "ServiceStep",
    "SetAsideRow",
    "SignIn",
    "Sponsor",
    "Telling",
    "Token",
    "Training",
    "Vault",
    "VaultKey",
    "Weighed",
]
