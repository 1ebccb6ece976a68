"""An order in absentia stands on a notice that was returned, sent wrongly or to a stale address."""

from collections.abc import Iterator

from amparo.clocks.deadlines import Authority
from amparo.events import HearingTold
from amparo.gaps import notice_to_stale_address
from amparo.gaps.gap import Found, Gap, Kind, until
from amparo.gaps.in_absentia_order import orders
from amparo.record import Case, Fact, Record
from amparo.words.agencies import Role
from amparo.words.vocabularies import NOTICE_SENT_WRONG


def find(record: Record) -> Iterator[Found]:
    """One for each such order, by the plainest of what speaks against its notice."""
    for case in record.cases:
        for order, key in orders(case):
            against = next(_against(record, case, order), None)
            if against is not None:
                yield _of(case, order, key, *against)


def _of(case: Case, order: Fact, key: str, reason: str, facts: tuple[Fact, ...]) -> Found:
    ended, closed_by = until(one for one in case.rescinded if one.on >= order.on)
    return Found(
        anchor=f"{case.identity} {key} on bad notice",
        identity=case.identity,
        since=order.on,
        until=ended,
        reason=reason,
        facts=(order, *facts),
        closed_by=closed_by,
    )


def _against(record: Record, case: Case, order: Fact) -> Iterator[tuple[str, tuple[Fact, ...]]]:
    """What was so before the order, and what it rests on."""
    for notice in record.notices:
        if notice.returned is not None and notice.returned.on < order.on:
            yield "notice returned", (notice.returned,)
    for hearing in case.hearings:
        if hearing.day < order.on and _was_sent_wrongly(hearing.told):
            yield "notice sent wrongly", (hearing.told,)
    for found in notice_to_stale_address.find(record):
        if found.identity == case.identity and _stood_at(found, order):
            yield "stale address", found.facts


def _was_sent_wrongly(told: Fact) -> bool:
    event = told.event
    return isinstance(event, HearingTold) and event.adjourned == NOTICE_SENT_WRONG


def _stood_at(found: Found, order: Fact) -> bool:
    """Whether notice of a hearing up to the order's day was stale, and not mended before."""
    is_before = found.due is not None and found.due < order.on
    return is_before and (found.until is None or found.until >= order.on)


ORDER_ON_BAD_NOTICE = Gap(
    name="order-on-bad-notice",
    kind=Kind.DUE_PROCESS,
    says="An order was made in the child's absence, and its notice was bad.",
    says_es="Se dictó una orden en ausencia del niño y el aviso fue defectuoso.",
    means=(
        "Before the order the notice had come back, the court itself had written that notice was "
        "sent wrongly, or an agency knew that the address was stale. The law lets the child ask "
        "at any time to have such an order taken back, and asking stays removal."
    ),
    means_es=(
        "Antes de la orden el aviso había vuelto, el propio tribunal había anotado que se envió "
        "mal, o una agencia sabía que la dirección era vieja. La ley permite al niño pedir en "
        "cualquier momento que se deje sin efecto, y pedirlo suspende la expulsión."
    ),
    is_not=(
        "It does not decide that notice was bad in law: that is for counsel to say and the court "
        "to decide. It is told to ORR and counsel, and not to the other side."
    ),
    is_not_es=(
        "No decide que el aviso fuera defectuoso en derecho: eso lo dice el abogado y lo resuelve "
        "el tribunal. Se informa a la ORR y al abogado, y no a la otra parte."
    ),
    harm="A child is removed for not having come to a hearing that the child never heard of.",
    harm_es="Se expulsa a un niño por no acudir a una audiencia de la que nunca supo.",
    caution=(
        "The returned letter may have been another one, and notice to counsel is notice. A stale "
        "address counts only if it was known before the mailing."
    ),
    caution_es=(
        "La carta devuelta pudo ser otra, y el aviso al abogado es aviso. Una dirección vieja solo "
        "cuenta si se sabía antes del envío."
    ),
    source=Authority("8 USC 1229a(b)(5)(A) and (C)(ii)", verified=True),
    clock="Open since the order; no due date, on purpose: the law sets no limit without notice",
    clock_es="Abierto desde la orden; sin plazo, a propósito: sin aviso la ley no fija límite",
    clock_source=Authority("8 USC 1229a(b)(5)(C)(ii)", verified=True),
    owed_by=Role.FIELD_SPECIALIST,
    closes_by=("a motion granted that takes the order back or opens the case again",),
    closes_by_es=("una moción concedida que deja sin efecto la orden o reabre el caso",),
    find=find,
)
