"""What a person at a desk told: contact, a report, a decision, a proposed address, a check."""

from datetime import date
from enum import StrEnum

from amparo.events.event import Sealed
from amparo.events.safety import Answer
from amparo.words.addresses import AddressStatus

DESK = "desk/"
"""How the part of a source record begins that a person told."""


class Contact(StrEnum):
    """What came of one attempt to reach a child after release. None of them is called missing."""

    REACHED = "reached"
    NO_ANSWER = "no answer"
    WRONG_NUMBER = "wrong number"
    CHILD_NOT_THERE = "child not there"
    REFUSED = "refused"
    LEFT_MESSAGE = "left message"
    NOBODY_HOME = "nobody home"


class Channel(StrEnum):
    """How contact was tried."""

    CALL = "call"
    VISIT = "visit"
    LETTER = "letter"
    MESSAGE = "message"
    SCHOOL = "school"
    COUNSEL = "through counsel"


class Authority(StrEnum):
    """To whom a child was reported missing: nothing else permits the word."""

    POLICE = "police"
    NCMEC = "NCMEC"


class Disposition(StrEnum):
    """What came of a report about a child."""

    UNFOUNDED = "unfounded"
    FOUNDED = "founded"
    REFERRED = "referred"


class Contesting(StrEnum):
    """Who says that a red flag is wrong."""

    SPONSOR = "sponsor"
    CHILD = "child"
    COUNSEL = "counsel"
    PARENT = "parent"


class Evidence(StrEnum):
    """What an address rests on, as whoever proposes it says."""

    CONTACT = "contact"
    SPONSOR = "sponsor"
    CHILD = "child"
    COUNSEL = "counsel"
    COURT_FORM = "court form"
    DELIVERED_MAIL = "delivered mail"
    RELEASE = "release"


class Mail(StrEnum):
    """What became of a letter that Amparo's side posted."""

    DELIVERED = "delivered"
    RETURNED = "returned"


class SentTo(StrEnum):
    """To which of DHS's or the court's own addresses a notice was sent; never what it says."""

    ADDRESS_OF_RECORD = "address of record"
    SERVED_ADDRESS = "address of service"
    COUNSEL = "counsel"
    IN_PERSON = "in person"
    PROGRAM = "care program"
    DONT_KNOW = "don't know"


class ToldAtDesk(Sealed, frozen=True, kw_only=True, omit_defaults=True):
    """What every fact says that a person told. Who it was stands in its ledger entry.

    ``of`` is the source identity on which the finding hangs whose duty it was told for, so that
    it goes wherever the finding goes. ``key`` is the telling's own, random name; ``replaces`` the
    first telling's, where this one corrects it; ``taken_back``: it was told of the wrong child, or
    was not so at all. ``by`` is the teller's agency, or whose side they
    are on, and decides where the value comes from; ``role`` is theirs. ``duty`` is the duty's name.
    """

    key: str
    by: str
    role: str
    duty: str
    replaces: str | None = None
    taken_back: bool = False

    @property
    def part(self) -> str:
        """The part of its source record: the same for a telling and for what corrects it."""
        return f"{DESK}{self.replaces or self.key}"

    @property
    def told_by(self) -> str:
        """Who told it, written like a source identity: the agency, and the telling."""
        return f"{self.by}:{self.part}"


class ContactAttempted(
    ToldAtDesk, frozen=True, kw_only=True, omit_defaults=True, tag="contact attempted"
):
    """Somebody who cares for the child tried to reach child or sponsor, to ask after the child.

    ``lives_there`` as the household said; ``notice_came`` whether the notice of the missed hearing
    reached them; ``is_well`` whether the child is well, as the child said.
    """

    outcome: Contact
    channel: Channel = Channel.CALL
    lives_there: Answer = Answer.NOT_ASKED
    is_well: Answer = Answer.NOT_ASKED
    notice_came: Answer = Answer.NOT_ASKED


class ReportedMissing(
    ToldAtDesk, frozen=True, kw_only=True, omit_defaults=True, tag="reported missing"
):
    """The child was reported missing to the police or to NCMEC.

    The report's number lies in the vault. Only after this may a page use the word.
    """

    to: Authority


class NotToBeIssuedDecided(
    ToldAtDesk, frozen=True, kw_only=True, omit_defaults=True, tag="decided not to issue a notice"
):
    """ICE recorded its decision that no Notice to Appear will be issued."""


class OrderDecided(
    ToldAtDesk, frozen=True, kw_only=True, omit_defaults=True, tag="counsel decided on an order"
):
    """Counsel recorded what will be done about an order made in the child's absence.

    ``will_ask`` to have it taken back. Counsel's own word: it stays with counsel and the child.
    """

    will_ask: bool


class AddressProposed(
    ToldAtDesk, frozen=True, kw_only=True, omit_defaults=True, tag="address proposed"
):
    """ORR or counsel proposed the best-evidenced address, to each other only. It lies in the vault.

    ``evidence`` is what it rests on; it is not the address of record of anybody until filed.
    """

    evidence: Evidence
    status: AddressStatus


class NoticeChecked(
    ToldAtDesk, frozen=True, kw_only=True, omit_defaults=True, tag="notice checked"
):
    """ICE, OPLA or the court looked in its own books whether notice of a missed hearing was good.

    ``time_and_place``: was there a Notice to Appear that had both. ``sent``: was notice of the
    hearing sent; ``sent_to`` which kind of address of theirs. ``returned``: did it come back.
    ``known_stale``: did ICE or the court know, before mailing, that the child lived elsewhere.
    """

    time_and_place: Answer
    sent: Answer
    sent_to: SentTo = SentTo.DONT_KNOW
    returned: Answer = Answer.DONT_KNOW
    known_stale: Answer = Answer.DONT_KNOW


class ConcernDisposed(
    ToldAtDesk, frozen=True, kw_only=True, omit_defaults=True, tag="concern disposed"
):
    """Child protection recorded what came of a report. *Unfounded* suppresses its repeats.

    ``about`` is the gap of the duty that it was told for.
    """

    outcome: Disposition
    about: str


class FlagContested(
    ToldAtDesk, frozen=True, kw_only=True, omit_defaults=True, tag="flag contested"
):
    """Somebody of the family, or counsel, said that a red flag about this home is wrong.

    It ends nothing: whoever has the duty reads it beside the flag, and decides what came of it.
    """

    contested_by: Contesting


class LetterEnded(ToldAtDesk, frozen=True, kw_only=True, omit_defaults=True, tag="letter ended"):
    """ORR's mail room recorded what became of a letter of sealed service, on the day of that.

    ``of`` is the record that told the address, and ``address`` its token there, so that it stands
    with the address and tells nothing more of it. ``posted_on``: no later than this day was the
    address still to be tried. The agency that asked is never shown it.
    """

    outcome: Mail
    address: bytes
    posted_on: date
