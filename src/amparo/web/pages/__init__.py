"""One file for each page; docs/decisions says how one is made."""
