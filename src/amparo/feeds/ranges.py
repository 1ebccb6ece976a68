"""Whether a row's numbers are kept for made-up children: made-up ones bear them, no other does."""

from amparo.feeds.contract import Row
from amparo.words.identifiers import is_made_up_a_number, is_made_up_court_key, is_made_up_key
from amparo.words.untold import Untold


def out_of_range(row: Row, *, made_up: bool) -> str | None:
    """Why a row cannot be in a delivery that is made up, or is not; None where it can."""
    number = row.values.get("a_number")
    marks = [is_made_up_key(row.of.partition(":")[2])]
    if row.part:
        marks.append(is_made_up_court_key(row.part))
    if isinstance(number, str) and not isinstance(number, Untold):
        marks.append(is_made_up_a_number(number))
    if (not made_up) not in marks:
        return None
    what = "outside the range" if made_up else "in the range"
    return f"row {row.line} has a number {what} of made-up children"
