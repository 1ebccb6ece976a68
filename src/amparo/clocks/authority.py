"""Where a rule stands, and whether its text was read."""

import msgspec


class Authority(msgspec.Struct, frozen=True):
    """Where a rule stands. ``verified`` only where the text itself was read.

    An unverified authority may restrict; it never permits anything.
    """

    citation: str
    verified: bool = False

    def __str__(self) -> str:
        return self.citation if self.verified else f"{self.citation} (unverified)"


PRODUCT_CHOICE = Authority("Product choice of Amparo; no law sets this", verified=True)
