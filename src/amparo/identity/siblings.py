"""The sibling veto: what two rows share as brothers and sisters do is no sign of one child."""


def are_siblings(*, given_differ: bool, number_equal: bool, family_shared: bool) -> bool:
    """Whether two rows are to be taken for two children of one family, whatever they weigh.

    Siblings share surnames, sponsor, address and country, twins the birth date as well; what tells
    them apart is the given name. ``given_differ`` is a difference beyond spelling, nickname and
    order of names; ``family_shared`` any sign of one family: surnames, a sponsor, an address. An
    equal A-number is stronger than a name: then a person is asked, not the veto.
    """
    return given_differ and family_shared and not number_equal
