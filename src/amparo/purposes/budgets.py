"""How many children one person may look at, or be listed, in a day for one purpose."""

from amparo.clocks.deadlines import PRODUCT_CHOICE
from amparo.purposes.asking import Action

BUDGETS = {
    Action.READ: 60,
    Action.LIST: 200,
    Action.SEARCH: 200,
    Action.EXPORT: 60,
    Action.WRITE: 60,
}
"""Distinct children by action, person, Washington day and purpose; a search's hits are a list.
A look again at the same child costs nothing. An audit of the whole home may be without."""

SEARCHES = 200
"""Searches by one person in a day, hits or none: each may tell that there is a child of others."""

SOURCE = PRODUCT_CHOICE
