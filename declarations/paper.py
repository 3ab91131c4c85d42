"""Signatures on paper, as they are pasted from a list: one signer on each line."""

import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from forms_ext.schema.countries import country_names
from forms_ext.schema.signs import shown, tidy

MOST_LINES = 500
SEPARATOR = re.compile(r"\t|;")


@dataclass(frozen=True)
class PaperSigner:
    """One signer on paper.

    :param country: ISO 3166-1 alpha-2, or empty.
    :param email: empty where the paper has none.
    """

    name: str
    organisation: str = ""
    country: str = ""
    email: str = ""


def visible(text: str) -> str:
    """Return what staff pasted or wrote without what steers machines, or would turn round what stands beside it."""
    return tidy(shown(text))


def read_line(line: str) -> PaperSigner:
    """Return the signer on one line: name; organisation; country as two letters; e-mail. All but the name may be left out.

    :raises ValueError: with a sentence for the person who pasted it.
    """
    cells = [tidy(cell) for cell in SEPARATOR.split(line)]
    if len(cells) > 4:
        raise ValueError(_("This line has more than four parts."))
    name, organisation, country, email = (cells + [""] * 4)[:4]
    if not name or len(name) > 200 or len(organisation) > 200:
        raise ValueError(_("A line begins with a name of at most 200 letters."))
    country = country.upper()
    if country and country not in dict(country_names("en")):
        raise ValueError(_("This is no code of a country: %(code)s. Write two letters, for example DE.") % {"code": country[:40]})
    try:
        if email:
            validate_email(email)
    except ValidationError as error:
        raise ValueError(_("This is no e-mail address: %(text)s") % {"text": email[:80]}) from error
    return PaperSigner(name, organisation, country, email)


def read_lines(text: str) -> tuple[list[PaperSigner], list[str]]:
    """Return the signers, and a sentence for each line that cannot be read. Empty lines count for nothing."""
    signers, problems = [], []
    lines = [(number, line) for number, line in enumerate(shown(text).split("\n"), 1) if line.strip()]
    if len(lines) > MOST_LINES:
        return [], [_("At most %(number)d lines at once.") % {"number": MOST_LINES}]
    for number, line in lines:
        try:
            signers.append(read_line(line))
        except ValueError as error:
            problems.append(_("Line %(number)d: %(problem)s") % {"number": number, "problem": error})
    return signers, problems
