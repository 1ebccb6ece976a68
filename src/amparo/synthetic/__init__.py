"""Made-up children and their agencies' deliveries, with the truth counted beside them."""

from amparo.synthetic.made import Made, NothingToMake, synthesize

__all__ = ["Made", "NothingToMake", "synthesize"]
