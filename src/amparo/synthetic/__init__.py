"""Made-up children and their agencies' deliveries, with the truth counted beside them."""

from amparo.synthetic.made import CannotMake, Made, synthesize

__all__ = ["CannotMake", "Made", "synthesize"]
