"""Why someone asks: a fixed list. A request names exactly one; what is not here cannot be asked."""

from enum import StrEnum

from amparo.clocks.deadlines import PRODUCT_CHOICE, Authority
from amparo.purposes.asking import Card


class Purpose(StrEnum):
    """Why someone asks."""

    CARE = "care"
    PLACEMENT = "placement"
    SUITABILITY = "suitability"
    SAFETY_CHECK = "safety-check"
    POST_RELEASE = "post-release-services"
    TRAFFICKING_RESPONSE = "trafficking-response"
    IMMINENT_DANGER = "imminent-danger"
    TRANSFER = "transfer-to-hhs"
    NTA_SERVICE = "nta-service"
    COURT_NOTICE = "court-notice"
    NOTICE_CHECK = "notice-check"
    ADDRESS_CORRECTION = "address-correction"
    ADJUDICATION = "adjudication"
    REPRESENTATION = "representation"
    LEGAL_SERVICES = "legal-services"
    BEST_INTERESTS = "best-interests"
    OWN_RECORD = "own-record"
    CORRECTION = "correction"
    OVERSIGHT = "oversight"
    STATISTICS = "statistics"
    COMPULSORY_PROCESS = "compulsory-process"


_ORR = Authority("6 USC 279(b); 8 USC 1232(c)", verified=True)
_SERVICE = Authority("8 USC 1229(a)", verified=True)

PURPOSES: dict[Purpose, Card] = {
    Purpose.CARE: Card("Look after a child in the programme's care.", _ORR),
    Purpose.PLACEMENT: Card("Place a child, and move them where they are safe.", _ORR),
    Purpose.SUITABILITY: Card(
        "Find out whether a home is safe for the child before release.",
        Authority("8 USC 1232(c)(3)", verified=True),
    ),
    Purpose.SAFETY_CHECK: Card(
        "Ask, by call or visit, whether a released child is well.",
        Authority("6 USC 279(b)(1)(L); ORR Policy Guide 2.8.4 (in part)"),
    ),
    Purpose.POST_RELEASE: Card(
        "Help a released child and family settle.",
        Authority("8 USC 1232(c)(3)(B)", verified=True),
    ),
    Purpose.TRAFFICKING_RESPONSE: Card(
        "Answer a report that a child is being exploited or abused.",
        Authority("22 USC 7105(b)(1)(G)-(H)", verified=True),
    ),
    Purpose.IMMINENT_DANGER: Card(
        "Keep a child from harm now; two people act, and it is reviewed the next day.",
        PRODUCT_CHOICE,
    ),
    Purpose.TRANSFER: Card(
        "Hand a child over to HHS in time.", Authority("8 USC 1232(b)(2)-(3)", verified=True)
    ),
    Purpose.NTA_SERVICE: Card(
        "Issue the Notice to Appear and serve it, for a duty of service.", _SERVICE
    ),
    Purpose.COURT_NOTICE: Card(
        "Tell the child and counsel of a hearing or an interview.", _SERVICE
    ),
    Purpose.NOTICE_CHECK: Card(
        "Look in one's own books whether notice of a missed hearing was good, and record it.",
        Authority("8 USC 1229a(b)(5)(A), (C)(ii)", verified=True),
    ),
    Purpose.ADDRESS_CORRECTION: Card(
        "Put an address right, so that notice reaches the child.",
        Authority("8 USC 1229(a)(1)(F), (a)(3)", verified=True),
    ),
    Purpose.ADJUDICATION: Card(
        "Decide the child's case or application.",
        Authority("8 USC 1158(b)(3)(C), 1229a", verified=True),
    ),
    Purpose.REPRESENTATION: Card(
        "Represent the child.", Authority("8 USC 1232(c)(5)", verified=True)
    ),
    Purpose.LEGAL_SERVICES: Card(
        "Explain the child's rights and find counsel.",
        Authority("8 USC 1232(c)(5)", verified=True),
    ),
    Purpose.BEST_INTERESTS: Card(
        "Speak for the child's best interests.", Authority("8 USC 1232(c)(6)", verified=True)
    ),
    Purpose.OWN_RECORD: Card("Read what is held about oneself.", PRODUCT_CHOICE),
    Purpose.CORRECTION: Card(
        "Dispute or put right what the record says.",
        Authority("5 USC 552a(c)(4)", verified=True),
    ),
    Purpose.OVERSIGHT: Card(
        "Check the agencies' work, within an audit or a complaint.",
        Authority("6 USC 279(b)(1)(J)-(K); 5 USC 552a(b)(10)", verified=True),
    ),
    Purpose.STATISTICS: Card(
        "Know how many, never who.", Authority("6 USC 279(b)(1)(J)-(K)", verified=True)
    ),
    Purpose.COMPULSORY_PROCESS: Card(
        "Record what a legal office had to answer outside Amparo; nothing is read for it here.",
        Authority("5 USC 552a(b)(11), (c)", verified=True),
    ),
}
