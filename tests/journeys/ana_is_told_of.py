"""Ana's agencies tell of her, one row at a time, into a home of one's own."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from amparo.actions.home import Home, close_home, open_home
from amparo.actions.ingest import ingest, settle
from amparo.actions.people import who_asks
from amparo.feeds.contract import Mode
from amparo.settings import read_settings
from amparo.words.agencies import Role
from tests.rooms.feeds.deliveries import ana, deliver, table

from .conftest import Place

NOW = datetime(2026, 11, 22, 15, tzinfo=UTC)
SERVED: dict[str, Any] = {"served_on": "2024-02-20", "first_hearing_slot_at": "2024-04-10"}


def opened(place: Place) -> Iterator[Home]:
    place.home.mkdir(parents=True)
    yield open_home(read_settings(place.variables))
    close_home()


def tell(home: Home, out: Path, feed: str, *, again: int = 0, **cells: Any) -> None:
    """One agency tells its row about Ana; ``again``: so many days after it told it first."""
    out.mkdir(exist_ok=True)
    told = {
        "sequence": 1 + again,
        "received_at": datetime(2024, 3, 5, 12, tzinfo=UTC) + timedelta(days=again),
        "mode": cells.pop("mode", Mode.DELTA),
    }
    ingest(home, deliver(out, table(feed, ana(feed, **cells)), feed=feed, **told), NOW)
    settle(home, NOW)
    who_asks(home, NOW, None, Role.OPERATOR)
