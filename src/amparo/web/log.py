"""What the server writes of its work: one line a request, of a list of words and no others."""

import json
import logging
import sys
import time
import uuid
from typing import Any

from django.http import HttpRequest, HttpResponseBase

from amparo.web.visit import Answer

WORDS = ("at", "request", "method", "page", "status", "ms", "defect", "where")
"""What may stand in a line. A page is its name and never its address: that may name a child."""

_log = logging.getLogger("amparo.web")


class OnlyListed(logging.Formatter):
    """A line as JSON: what it was given of the list. Messages of others are left out."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        said: dict[str, Any] = getattr(record, "said", {})
        line = {"level": record.levelname.lower()} | {
            word: said[word] for word in WORDS if word in said
        }
        return json.dumps(line | ({"by": record.name} if not said else {}))


def write_to_standard_error() -> None:
    """Begin to write; everything any library has to say goes through the same list."""
    to = logging.StreamHandler(sys.stderr)
    to.setFormatter(OnlyListed())
    logging.basicConfig(handlers=[to], level=logging.WARNING, force=True)
    _log.setLevel(logging.INFO)


def one_line_a_request(get_response: Answer) -> Answer:
    """Write a line for each request."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        began = time.monotonic()
        response = get_response(request)  # type: ignore[arg-type]  # not yet one with a visit
        found = request.resolver_match
        say(
            request=uuid.uuid4().hex[:12],
            method=request.method,
            page=(found and found.url_name) or "none",
            status=response.status_code,
            ms=round(1000 * (time.monotonic() - began), 1),
        )
        return response

    return answer


def say(level: int = logging.INFO, **words: Any) -> None:
    """Write one line."""
    _log.log(level, "", extra={"said": words})


def say_defect(wrong: BaseException) -> str:
    """Write that something of ours broke, and where; its number is for the person who saw it.

    Only the kind of error and the place in our code: a message may carry a child's name.
    """
    number, place = uuid.uuid4().hex[:12], "unknown"
    trace = wrong.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        place = f"{code.co_filename.rpartition('/')[2]}:{trace.tb_lineno} {code.co_name}"
        trace = trace.tb_next
    say(logging.ERROR, request=number, defect=type(wrong).__name__, where=place)
    return number
