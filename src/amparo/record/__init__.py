"""One child's events folded as of two dates: what was true on one day, as known on another."""

from amparo.record.episodes import Episode
from amparo.record.facts import Fact
from amparo.record.fold import Record, fold
from amparo.record.notices import Notice
from amparo.record.stays import Stay
from amparo.record.versions import Assertion, SourceRecord, source_records

__all__ = [
    "Assertion",
    "Episode",
    "Fact",
    "Notice",
    "Record",
    "SourceRecord",
    "Stay",
    "fold",
    "source_records",
]
