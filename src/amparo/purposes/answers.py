"""The answer to an access question: a grant or a refusal, each naming the rules that decided it."""

import msgspec

from amparo.purposes.facts import Facts


class Grant(msgspec.Struct, frozen=True, kw_only=True, tag="grant"):
    """Yes to exactly these facts, by these rules of the set with this digest.

    It says nothing of any child: whoever reads binds it to one child, one person and one moment.
    """

    facts: Facts
    rules: tuple[str, ...]
    digest: str
    because: str


class Refusal(msgspec.Struct, frozen=True, kw_only=True, tag="refusal"):
    """No, by these rules, because of this. The words carry nothing about a child."""

    facts: Facts
    rules: tuple[str, ...]
    digest: str
    because: str

    def __bool__(self) -> bool:
        """False, so that ``if decide(...)`` written in haste does not open the door."""
        return False


Answer = Grant | Refusal

NO_RULE = "no-rule-allows-it"
NOT_KNOWN = "not-a-known-word"
NO_CLEAN_ANSWER = "no-clean-answer"
NOT_AGREED = "evaluators-disagree"
"""What stands in the place of a rule's name where no rule decided."""
