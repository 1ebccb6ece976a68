"""Why a line was set aside, said without what stands in its cells."""

import re

from amparo.feeds.contract import Contract


def without_cell(reason: str, contract: Contract) -> str:
    """A reason that names its column and not the cell: *transfer_at is not a date*.

    The reason that is kept shows a cell that is only a slip of the pen, for whoever mends it. In
    a list of many children's lines it would tell who cannot be asked for what it tells. Public
    tables tell of no child, and keep theirs.
    """
    if not contract.about_children:
        return reason
    for name in _columns(contract):
        if reason.startswith(f"{name} ") and (said := _FAULT.search(reason, len(name))):
            return f"{name}{said[0]}"
    return reason


_FAULT = re.compile(r" is .*")
"""What is said of a cell; a cell that is shown at all is a number or a day, and holds no such."""


def _columns(contract: Contract) -> list[str]:
    tables = contract.tables or (contract,)
    names = {column.name for table in tables for column in table.columns}
    return sorted(names, key=len, reverse=True)
