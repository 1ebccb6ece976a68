"""What ORR writes of the calls after a release, and of concerns reported about a child."""

from collections.abc import Iterator

from amparo.synthetic.after_release import Aftermath, Call
from amparo.synthetic.chance import Weighted
from amparo.synthetic.days import iso, short_us
from amparo.synthetic.rows import About, Record, a_number_as_written, naming

_CONCERNS = Weighted(
    [("runaway", 30), ("neglect", 25), ("labor", 15), ("placement disruption", 20), ("other", 10)]
)
_WHOM = Weighted([("both", 55), ("sponsor", 30), ("child", 15)])
_ODD_ANSWERS = Weighted([("Don't Know", 40), ("Don't know", 15), ("Refuse", 25), ("Refused", 20)])


def safety_records(of: About, after: Aftermath, stay: str) -> Iterator[Record]:
    """ORR's reports of one release; ``stay`` is ORR's number of the child."""
    for place, call in enumerate(after.calls, start=1):
        if call.is_documented:
            record = _call(of, call, stay, place)
            yield record
            if of.chance.random() < 0.003:
                # The call centre and its sub-contractor send the same report.
                twin = Record("safety", record.child, record.key, record.luck, record.changes)
                twin.noise, twin.second_of = of.noise, record
                twin.shares_key = record.shares_key = True
                yield twin
    for place, day in enumerate(after.concerns, start=1):
        yield _concern(of, day, stay, place)


_LETTER = {"call": "C", "concern": "N"}


def _report(of: About, kind: str, stay: str, place: int, first: int) -> Record:
    number = of.child.number
    key = (f"MUR{number:07d}{of.episode.number}{_LETTER[kind]}{place}",)
    record = Record("safety", number, key, of.chance.random(), noise=of.noise)
    record.tell(
        first,
        report_id=key[0],
        kind=kind,
        uc_path_id=stay if of.chance.random() > 0.03 else "",
        **naming(of, short_us, capitals=0.05),
    )
    if of.chance.random() >= 0.015:
        record.tell(first, a_number=a_number_as_written(of, of.episode.a_number))
    return record


def _call(of: About, call: Call, stay: str, place: int) -> Record:
    late = 60 + of.chance.randrange(200) if of.chance.random() < 0.02 else of.chance.randrange(4)
    first = (call.attempts[0] if call.attempts else call.due) + late
    record = _report(of, "call", stay, place, first)
    record.may_be_undated = of.is_only_episode
    if of.chance.random() > 0.02:
        record.tell(first, due_on=short_us(call.due))
    for number, day in enumerate(call.attempts, start=1):
        reached = "Y" if day == call.answered else "N"
        told = max(first, day + late)
        record.tell(told, attempt=str(number), attempted_on=short_us(day), reached=reached)
        if reached == "Y":
            record.tell(told, **_answers(of, call, day))
    return record


def _answers(of: About, call: Call, day: int) -> dict[str, str]:
    chance = of.chance
    return {
        "interviewed": _WHOM.draw(chance),
        "interviewed_on": short_us(day),
        "address_match": _said(of, "No" if call.moved else "Yes"),
        "eoir33_filed": _filed(of, call, day),
        "living_with_sponsor": _said(of, call.lives_there),
        "moved_reason": call.why_not,
        "status": "approved" if chance.random() < 0.8 else "pending",
    }


def _filed(of: About, call: Call, day: int) -> str:
    if call.moved is None:
        return "" if of.chance.random() < 0.9 else "No"
    was_filed = call.moved.filed is not None and call.moved.filed <= day
    return _said(of, "Yes" if was_filed else "No")


def _said(of: About, answer: str) -> str:
    luck = of.chance.random()
    if luck < 0.03:
        return "" if luck < 0.01 else _ODD_ANSWERS.draw(of.chance)
    return answer.upper() if luck > 0.95 else answer


def _concern(of: About, day: int, stay: str, place: int) -> Record:
    chance = of.chance
    record = _report(of, "concern", stay, place, day + chance.randrange(5))
    record.tell(
        day,
        concern_type=_CONCERNS.draw(chance),
        concern_on=iso(day),
        reported_to="state child welfare" if chance.random() < 0.6 else "local police",
        status="pending",
    )
    record.tell(day + 20 + chance.randrange(60), status="certified")
    return record
