"""Pages: what a person asks of a home in a browser, each through a grant and accounted for."""
