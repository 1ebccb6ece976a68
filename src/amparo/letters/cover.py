"""The cover of a letter that brings a notice, and the sheet from which its envelope is written."""

from collections.abc import Iterable
from datetime import date
from textwrap import fill

import msgspec

_WIDE = 72


class Letter(msgspec.Struct, frozen=True, kw_only=True):
    """One letter: to whom, where, from which agency, and its number."""

    service: str
    to: str
    address: tuple[str, ...]
    agency: str
    made_on: date


NOBODY_NAMED = "To the young person who lives here / A la persona joven que vive aquí"
"""Stands where no name may be read any more."""

_ENGLISH = (
    """A notice for you is in this envelope. It comes from {agency}. {agency} gave it to us to send
    and does not know this address: we do not tell them where you live.""",
    """Please keep all of it. If it names a day on which to be somewhere, show it soon to your
    lawyer, your case worker or an adult you trust. You may ask for a lawyer, and for somebody who
    speaks your language.""",
    """This letter asks nothing of you and of nobody in your home.""",
)
_SPANISH = (
    """En este sobre hay un aviso para ti. Viene de {agency}. {agency} nos lo dio para enviarlo y no
    conoce esta dirección: no les decimos dónde vives.""",
    """Guárdalo todo. Si dice un día en que debes estar en algún lugar, muéstralo pronto a tu
    abogado, a tu trabajador social o a un adulto en quien confíes. Puedes pedir un abogado, y
    alguien que hable tu idioma.""",
    """Esta carta no te pide nada a ti ni a nadie de tu casa.""",
)
"""The Spanish is a draft that nobody has reviewed: it is to be reviewed before a real letter."""


def cover(letter: Letter) -> str:
    """The cover as plain text, in English and in Spanish, for one sheet of paper."""
    parts = [
        f"{letter.made_on:%Y-%m-%d}                         {letter.service}",
        letter.to,
        *_paragraphs(_ENGLISH, letter),
        "* * *",
        *_paragraphs(_SPANISH, letter),
    ]
    return "\n\n".join(parts) + "\n"


def envelope(letter: Letter) -> str:
    """What is written on the envelope, and what the mail room does with the letter."""
    lines = [
        letter.to,
        *letter.address,
        "",
        "RETURN SERVICE REQUESTED",
        "",
        f"Mail room: post it today. When it is known, amparo service record {letter.service}",
        "with delivered or returned. Then this folder is destroyed.",
    ]
    return "\n".join(lines) + "\n"


def _paragraphs(words: Iterable[str], letter: Letter) -> list[str]:
    said = (" ".join(one.split()).format(agency=letter.agency) for one in words)
    return [fill(one, _WIDE) for one in said]
