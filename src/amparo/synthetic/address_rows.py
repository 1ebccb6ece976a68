"""What courts, ORR and USCIS write of changes of address that somebody filed or told."""

from collections.abc import Iterator

from amparo.synthetic.after_release import Aftermath, Move
from amparo.synthetic.days import iso
from amparo.synthetic.rows import About, Record, a_number_as_written, address_as_written, naming

_SENDER = {"EOIR-33": "EOIR", "AR-11": "USCIS", "ORR call": "ORR", "sponsor": "ORR"} | {
    "counsel": "ORR"
}
_VERIFIED = {"EOIR-33": "signed form", "ORR call": "by telephone"}


def address_records(of: About, after: Aftermath) -> Iterator[Record]:
    """Each telling of each move is a record of its own."""
    place = 0
    for move in after.moves:
        tellings = [("EOIR-33", move.filed), *move.told]
        for channel, day in tellings:
            if day is not None:
                place += 1
                yield _change(of, move, channel, day, place)


def _change(of: About, move: Move, channel: str, filed: int, place: int) -> Record:
    number, chance = of.child.number, of.chance
    key = (f"MUA{number:07d}{of.episode.number}{place:02d}",)
    record = Record("addresses", number, key, chance.random(), noise=of.noise)
    record.sender = _SENDER[channel]
    record.may_be_undated = of.is_only_episode
    received = filed + chance.choice((0, 0, 1, 3, 9))
    luck = chance.random()
    record.tell(
        received + chance.randrange(3),
        change_id=key[0],
        channel=channel.upper() if luck < 0.05 else channel,
        # Some tell only when they say it, not since when it holds.
        effective_from=iso(move.on) if luck > 0.15 else "",
        filed_on=iso(filed) if luck < 0.97 else "",
        received_on=iso(received),
        **naming(of, iso, capitals=0.3),
        **address_as_written(of, move.address),
    )
    if chance.random() >= 0.02:
        told = a_number_as_written(of, of.episode.a_number)
        record.tell(received, a_number=told)
    if channel in _VERIFIED:
        record.tell(received + 4 + chance.randrange(20), verified=_VERIFIED[channel])
    return record
