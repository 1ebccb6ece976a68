"""The truth beside the deliveries, written while families pass by."""

import csv
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from amparo.synthetic.days import iso
from amparo.synthetic.desks import deeds
from amparo.synthetic.families import Child, Family
from amparo.synthetic.schedule import Slot
from amparo.synthetic.sent_files import SentFile
from amparo.synthetic.truth_absences import Absence, absences_of
from amparo.synthetic.truth_contents import Contents
from amparo.synthetic.truth_court import CourtSaid
from amparo.synthetic.truth_desks import desk_lines
from amparo.synthetic.truth_episodes import way_of
from amparo.synthetic.truth_feeds import feed_findings
from amparo.synthetic.truth_figures import Figures, OfChildren
from amparo.synthetic.truth_findings import (
    Tellings,
    address_findings,
    arrivals_of,
    findings_of,
    tellings_of,
)
from amparo.synthetic.truth_joining import edges, entities
from amparo.synthetic.truth_reading import said
from amparo.synthetic.truth_records import Source
from amparo.synthetic.truth_sponsors import Sponsors
from amparo.synthetic.truth_told import Finding

_README = """\
Every child in this folder is made up. No name, number, address or family here is anybody's.

What the deliveries beside this folder say, worked out on its own and not by the product:
children.csv    the children as they are
identities.csv  which child each source record is; joinable: the joining rule alone finds it out
findings.csv    every gap, open or closed, as known after the last delivery
figures.csv     the published figures, counted over the entities of the joining rule
figures_of_children.csv  those over children, on the last day and over the children as they are:
                what a home counts that joins every record to the right child
desk_figures.csv  those of what was done after missed hearings, on the last day, counted over the
                entities of the joining rule, once all of ../desks.csv was told on that day
feed_findings.csv  what is wrong with the coming of deliveries, and with what they hold; the
                published totals of HHS are not made up, so none of them is held against anything

../desks.csv is what people did after missed hearings; no delivery says it. What they tell ends
findings: findings.csv is held against a home before it is told there, desk_figures.csv after.
"""


_RESTRICTED = frozenset(
    [
        "agencies-disagree-on-address",
        "turns-18",
        "many-children-one-sponsor",
        "not-with-sponsor",
        "nobody-reached",
        "report-unanswered",
    ]
)
"""Findings of which inspectors are told the number only."""


class Truth:
    """Takes one family after another; what needs every building waits for the end."""

    def __init__(self, folder: Path, last_delivery: date, seed: int) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder, self._seed = folder, seed
        self._known = last_delivery.toordinal()
        self._figures = Figures(last_delivery)
        self._of_children = OfChildren(self._known)
        self._tellings: list[Tellings] = []
        self._absences: list[Absence] = []
        self._sponsors = Sponsors()
        self._contents = Contents(self._known)
        self._files = {
            name: (folder / f"{name}.csv").open("w", encoding="utf-8", newline="")
            for name in ("children", "identities", "findings")
        }
        self._children = self._csv("children", "child,sex,citizenship,birth_year,episodes,family")
        self._identities = self._csv("identities", "agency,key,child,joinable")
        self._findings = self._csv(
            "findings", "gap,subject,identity,since,until,known_at,restricted"
        )

    def add(self, family: Family, sources: list[Source]) -> None:
        """What was delivered of one family; records that no reader could take are not among it."""
        joined = edges(sources)
        self._figures.add(sources, joined)
        self._absences += absences_of(sources, joined, self._known)
        found = entities(sources, joined, self._known)
        of = {id(source): entity for entity in found for source in entity}
        for entity in found:
            self._contents.add_child(entity)
        for source in sources:
            if source.court is not None:
                self._contents.add_case(source.court)
        for child in family.children:
            own = [source for source in sources if source.child == child.number]
            if own:
                self._child(child, family, own)
                self._of_children.add(own)
                self._identity_of(own, of[id(own[0])])

    def add_others(self, cases: list[CourtSaid]) -> None:
        """Cases of respondents who are no children of this world."""
        self._figures.add_cases(cases)
        for case in cases:
            self._contents.add_case(case)

    def add_key(self, feed: str, key: Sequence[str], slot: Slot, cells: Sequence[str]) -> None:
        """A row of a key that several records share, if a reader can take it."""
        if said(feed, cells, slot.learned, is_correction=False) is not None:
            self._contents.add_key((feed, *key), slot, cells)

    def add_feeds(self, slots: list[Slot], files: list[SentFile]) -> None:
        """What is wrong with these deliveries, received or to come, and with what they hold."""
        with (self._folder / "feed_findings.csv").open("w", encoding="utf-8", newline="") as file:
            lines = csv.writer(file, lineterminator="\n")
            lines.writerow(("gap", "feed", "anchor", "since", "until", "known_at"))
            coming = feed_findings(slots, self._known)
            for one in (*coming, *self._contents.findings(files)):
                until = "" if one.until is None else iso(one.until)
                known = iso(self._known)
                lines.writerow((one.gap, one.feed, one.anchor, iso(one.since), until, known))

    def close(self) -> None:
        """Judge addresses and sponsors, now that every child is known, and write the figures."""
        for tellings in self._tellings:
            self._find(address_findings(tellings, self._figures.buildings))
        by_sponsor = self._sponsors.findings()
        self._find(one for one in by_sponsor if one.lasts and one.since <= self._known)
        for file in self._files.values():
            file.close()
        with (self._folder / "figures.csv").open("w", encoding="utf-8", newline="") as file:
            lines = csv.writer(file, lineterminator="\n")
            lines.writerow(("figure", "true_on", "known_at", "unit", "value"))
            for figure, unit, true_on, known_at, value in self._figures.values():
                lines.writerow((figure, iso(true_on), iso(known_at), unit, value))
        with (self._folder / "figures_of_children.csv").open(
            "w", encoding="utf-8", newline=""
        ) as file:
            lines = csv.writer(file, lineterminator="\n")
            lines.writerow(("figure", "true_on", "unit", "value"))
            for figure, unit, value in self._of_children.values():
                lines.writerow((figure, iso(self._known), unit, value))
        self._at_desks()
        (self._folder / "README").write_text(_README, encoding="utf-8")

    def _at_desks(self) -> None:
        """What was done after missed hearings, and the figures of it."""
        done = sorted(
            deeds(self._absences, self._seed, self._known),
            key=lambda one: (one.day, one.identity, one.key, one.role),
        )
        path = self._folder.parent / "desks.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            lines = csv.writer(file, lineterminator="\n")
            lines.writerow(("identity", "hearing", "on", "role", "office", "deed", "outcome"))
            for one in done:
                on = iso(one.day)
                row = (one.identity, one.key, on, one.role, one.office, one.deed, one.outcome)
                lines.writerow(row)
        with (self._folder / "desk_figures.csv").open("w", encoding="utf-8", newline="") as file:
            lines = csv.writer(file, lineterminator="\n")
            lines.writerow(("figure", "true_on", "step", "office", "counted", "value"))
            for figure, step, office, name, value in desk_lines(self._absences, done, self._known):
                lines.writerow((figure, iso(self._known), step, office, name, value))

    def _csv(self, name: str, header: str) -> Any:
        lines = csv.writer(self._files[name], lineterminator="\n")
        lines.writerow(header.split(","))
        return lines

    def _child(self, child: Child, family: Family, own: list[Source]) -> None:
        episodes = max(1, len(way_of(own, self._known).starts))
        born = date.fromordinal(child.born).year
        self._children.writerow(
            (name_of(child), child.sex, family.country, born, episodes, f"MU-F{child.family}")
        )
        self._find(findings_of(own, self._known))
        self._tellings.extend(tellings_of(own, self._known))
        self._sponsors.add(own, arrivals_of(way_of(own, self._known)), self._known)

    def _identity_of(self, own: list[Source], entity: list[Source]) -> None:
        joinable = "yes" if set(map(id, own)) == set(map(id, entity)) else "no"
        for source in own:
            agency, _, key = source.identity.partition(":")
            self._identities.writerow((agency, key, f"MU-C{source.child}", joinable))

    def _find(self, found: Iterable[Finding]) -> None:
        for finding in found:
            until = "" if finding.until is None else iso(finding.until)
            known = iso(self._known)
            hidden = "yes" if finding.gap in _RESTRICTED else "no"
            self._findings.writerow(
                (finding.gap, "child", finding.identity, iso(finding.since), until, known, hidden)
            )


def name_of(child: Child) -> str:
    """How the truth files call a child."""
    return f"MU-C{child.number}"
