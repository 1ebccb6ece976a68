"""One child's events folded as of two dates: what was true on one day, as known on another."""

from amparo.record.calls import Call
from amparo.record.cases import Case, Open
from amparo.record.concerns import Concern
from amparo.record.custody import Custody
from amparo.record.episodes import Episode
from amparo.record.facts import Fact
from amparo.record.fold import Record, fold
from amparo.record.hearings import Hearing
from amparo.record.homes import Home, homes
from amparo.record.missed import Missed
from amparo.record.notices import Notice
from amparo.record.stays import Stay
from amparo.record.to_come import ToCome, to_come
from amparo.record.versions import Assertion, SourceRecord, source_records
from amparo.record.whereabouts import NOWHERE, Whereabouts, whereabouts

__all__ = [
    "NOWHERE",
    "Assertion",
    "Call",
    "Case",
    "Concern",
    "Custody",
    "Episode",
    "Fact",
    "Hearing",
    "Home",
    "Missed",
    "Notice",
    "Open",
    "Record",
    "SourceRecord",
    "Stay",
    "ToCome",
    "Whereabouts",
    "fold",
    "homes",
    "source_records",
    "to_come",
    "whereabouts",
]
