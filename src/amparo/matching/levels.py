"""The fields that are compared, in order, and what must be told of them for anything to follow.

Python says what a level is (``LevelRule.holds``); its SQL, by which a model is trained, and its
columns, by which a batch is weighed, say the same, and tests hold them to it. In a model each level
weighs less than the one before it (``training.py``).
"""

from amparo.matching.birth_levels import BORN
from amparo.matching.given_levels import GIVEN
from amparo.matching.number_levels import A_NUMBER, COUNTRY, NUMBER, SEX
from amparo.matching.surname_levels import SURNAMES

FIELDS = (GIVEN, SURNAMES, BORN, A_NUMBER, NUMBER, SEX, COUNTRY)

EVIDENCE = frozenset({"given", "surnames", "born", "a_number"})
FEWEST_TOLD = 2
"""Fields of ``EVIDENCE`` that both sides must tell: of less than half, nothing follows."""
