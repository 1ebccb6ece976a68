"""People at a server: from my day to a child, the child's timeline, and a search; then again."""

import html
import re
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection, HTTPException
from random import Random
from typing import ClassVar, Protocol
from urllib.parse import urlencode

import msgspec

from amparo.bench.web_people import Person

PAGES = ("worklist", "record", "timeline", "search")


class Visit(msgspec.Struct, frozen=True):
    """One page that was asked for: by whom, what came of it, after how many milliseconds."""

    page: str
    person: str
    status: int
    ms: float


class Load(msgspec.Struct, frozen=True, kw_only=True):
    """How a server is visited: for how many seconds, with how many to think between two pages.

    ``think`` is the mean; each pause is between half of it and one and a half.
    """

    port: int
    people: tuple[Person, ...]
    seconds: float
    think: float


def visited(load: Load) -> list[Visit]:
    """Everybody at once, each by a thread and a connection of their own."""
    until = time.perf_counter() + load.seconds
    with ThreadPoolExecutor(len(load.people)) as threads:
        each = threads.map(lambda one: list(_at_work(load, one, until)), load.people)
        return [visit for visits in each for visit in visits]


def _at_work(load: Load, person: Person, until: float) -> Iterator[Visit]:
    browser = Browser(load.port, person)
    chance = Random(person.number)  # noqa: S311  # each their own choices
    # Nobody begins at the same moment as everybody else.
    time.sleep(chance.uniform(0, load.think))
    for nth, visit in enumerate(rounds(browser, chance), start=1):
        yield visit
        if time.perf_counter() >= until and nth >= len(PAGES):
            browser.close()
            return
        time.sleep(chance.uniform(0.5, 1.5) * load.think)


class Browses(Protocol):
    """Asks for a page, of a server or of this process; ``text`` is the last one."""

    text: str

    def get(self, page: str, address: str) -> Visit:
        """Follow a link."""

    def post(self, page: str, address: str, fields: dict[str, str]) -> Visit:
        """Send a form of the last page."""


def rounds(browser: Browses, chance: Random) -> Iterator[Visit]:
    """A child out of the day's list, their record, their timeline, then a search for them."""
    while True:
        yield browser.get("worklist", "/")
        found = sorted(set(_CHILD.findall(browser.text)))
        if not found:
            continue
        child = html.unescape(chance.choice(found))
        yield browser.get("record", child)
        words = _words(browser.text, chance)
        yield browser.get("timeline", child.replace("/?", "/timeline?"))
        yield browser.post("search", "/children/", {"text": words})


_CHILD = re.compile(r'class="usa-link what" href="(/children/[^"]+)"')
_NAME = re.compile(r'<h1 translate="no">([^<]+)</h1>')
_NUMBER = re.compile(r"\bA[0-9]{9}\b|\bA?[0-9]{3}-[0-9]{3}-[0-9]{3}\b")


def _words(record: str, chance: Random) -> str:
    """What a child is sought by: as often by name as by number, where both are told."""
    known = [*_NAME.findall(record)[:1], *_NUMBER.findall(record)[:1]]
    return html.unescape(chance.choice(known)) if known else "nobody of this name"


class Browser:
    """What a browser keeps of its visits: the session, the form's token, the last page."""

    _TOKEN: ClassVar = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')

    def __init__(self, port: int, person: Person) -> None:
        self._person, self._port = person.number, port
        self._cookies = {"amparo-session": person.session}
        self._connection = HTTPConnection("127.0.0.1", port, timeout=120)
        self.text = ""

    def get(self, page: str, address: str) -> Visit:
        return self._ask(page, "GET", address, None)

    def post(self, page: str, address: str, fields: dict[str, str]) -> Visit:
        token = self._TOKEN.search(self.text)
        fields |= {"csrfmiddlewaretoken": token[1]} if token else {}
        return self._ask(page, "POST", address, urlencode(fields))

    def close(self) -> None:
        self._connection.close()

    def _ask(self, page: str, method: str, address: str, body: str | None) -> Visit:
        began = time.perf_counter()
        try:
            status, text, cookies = self._answer(method, address, body)
        except (HTTPException, ConnectionError):  # kept open, and closed meanwhile by the server
            self._connection.close()
            status, text, cookies = self._answer(method, address, body)
        took = (time.perf_counter() - began) * 1_000
        self.text = text
        self._cookies |= dict(one.partition(";")[0].split("=", 1) for one in cookies)
        return Visit(page, self._person, status, took)

    def _answer(self, method: str, address: str, body: str | None) -> tuple[int, str, list[str]]:
        headers = {
            "Host": f"localhost:{self._port}",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items()),
        }
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self._connection.request(method, address, body, headers)
        answer = self._connection.getresponse()
        text = answer.read().decode()
        return answer.status, text, answer.headers.get_all("Set-Cookie") or []
