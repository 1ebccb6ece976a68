"""What forms say where no name is known: it looks like a name, and half a shelter shares it."""

from amparo.words.names import name_tokens

WORDS = frozenset(
    {"UNKNOWN", "UNK", "UNKN", "UNNAMED", "UNIDENTIFIED", "NONAME", "NOMBRE", "NULL", "TBD"}
    | {"FNU", "LNU", "MNU", "NFN", "NLN", "NMN", "NMI", "NFM", "NONE", "BABY", "BABYBOY"}
    | {"BABYGIRL", "INFANT", "NEWBORN", "DESCONOCIDO", "DESCONOCIDA", "TEST", "XX", "XXX", "XXXX"}
)
"""Words that stand for no name wherever they stand. ``FNU`` is *first name unknown*. Own list."""

PHRASES = frozenset(
    {("JOHN", "DOE"), ("JANE", "DOE"), ("BOY",), ("GIRL",), ("MALE",), ("FEMALE",), ("CHILD",)}
    | {("NO", "NAME"), ("NO", "FIRST", "NAME"), ("NO", "LAST", "NAME"), ("NOT", "KNOWN")}
    | {("SIN",), ("SIN", "APELLIDO"), ("NN",), ("N", "N"), ("NA",), ("N", "A"), ("NO", "TIENE")}
    | {("NOT", "APPLICABLE"), ("NOT", "PROVIDED"), ("NOT", "AVAILABLE")}
)
"""Whole texts that are no name, though a word of them may be part of one: once the words above
are left out, *Baby Girl* and *Sin Nombre* are among them. Own list."""


def told_tokens(name: str) -> tuple[str, ...]:
    """The words of a name that were told: without those that only fill the field."""
    tokens = tuple(word for word in name_tokens(name) if word not in WORDS)
    return () if tokens in PHRASES else tokens


def is_placeholder(name: str) -> bool:
    """Whether something stands in the field and none of it is a name."""
    return bool(name_tokens(name)) and not told_tokens(name)
