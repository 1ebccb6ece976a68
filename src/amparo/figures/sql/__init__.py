"""How each kind of definition reads in SQL; a figure's own words and days are filled in here."""
