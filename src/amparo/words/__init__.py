"""The nouns of Amparo: agencies, roles, identifiers, names, addresses, what was not told."""
