"""The sibling veto: what two rows share as brothers and sisters do is no sign of one child."""


def are_siblings(*, given_differ: bool, number_vouches: bool, family_shared: bool) -> bool:
    """Whether two rows are to be taken for two children of one family, whatever they weigh.

    Siblings share surnames, sponsor, address and country, twins the birth date as well; what tells
    them apart is the given name. ``given_differ`` is a difference beyond spelling, nickname and
    order of names; ``family_shared`` any sign of one family: surnames, a sponsor, an address.
    ``number_vouches`` is an equal number where anything of the given names agrees. A number alone
    vouches for nobody, since a twin's is written on the wrong paper: then a person is asked.
    """
    return given_differ and family_shared and not number_vouches
