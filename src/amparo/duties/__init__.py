"""Who owes what by when, once a gap is found."""

from amparo.duties.duty import Duty, State, duty_name, finding_name

__all__ = ["Duty", "State", "duty_name", "finding_name"]
