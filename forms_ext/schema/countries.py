"""Countries in the language of the reader. Source: Unicode CLDR, as Babel carries it."""

import unicodedata
from functools import lru_cache

from babel import Locale, UnknownLocaleError

# Codes of CLDR that are no country of ISO 3166-1: unions, unknown regions, parts of countries, codes for trials.
NO_COUNTRIES = {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"}


@lru_cache(maxsize=32)
def _names(language: str) -> dict[str, str]:
    try:
        territories = Locale.parse(language, sep="-").territories
    except (UnknownLocaleError, ValueError):
        territories = Locale("en").territories
    return {code: name for code, name in territories.items() if len(code) == 2 and code.isalpha() and code not in NO_COUNTRIES}


@lru_cache(maxsize=32)
def country_names(language: str | None) -> tuple[tuple[str, str], ...]:
    """Return code and name of every country in ``language``, by name; accents do not count for the order."""
    return tuple(sorted(_names(language or "en").items(), key=lambda pair: _plain(pair[1])))


def country_name(code: str, language: str | None) -> str:
    """Return the name of a country; the code itself where no such country is known."""
    return _names(language or "en").get(code, code)


def _plain(name: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFKD", name).casefold() if not unicodedata.combining(letter))
