"""Identifiers that others give: of organisations (ROR) and of documents (DOI)."""

import re

_DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"
_ROR = re.compile(rf"0[{_DIGITS[:10]}a-z]{{6}}[0-9]{{2}}")
_DOI = re.compile(r"10\.[0-9]{4,9}(\.[0-9]+)*/\S+")


def ror(text: str) -> str:
    """Return the address of an organisation in the register of research organisations: "https://ror.org/" and nine signs.

    :raises ValueError: when the nine signs are missing or their two last digits do not check the others.
    Source: the ROR documentation; base 32 without i, l, o, u and the check digits of ISO/IEC 7064 (mod 97-10).
    """
    bare = re.sub(r"^(https?://)?ror\.org/", "", text.strip().casefold()).rstrip("/")
    if not _ROR.fullmatch(bare) or set(bare) - set(_DIGITS):
        raise ValueError("no ROR identifier")
    counted = 0
    for sign in bare[:7]:
        counted = counted * 32 + _DIGITS.index(sign)
    if int(bare[7:]) != 98 - counted * 100 % 97:
        raise ValueError("the check digits are wrong")
    return f"https://ror.org/{bare}"


def doi(text: str) -> str:
    """Return a document's DOI as it is written without an address: "10.1234/abc".

    :raises ValueError: when it is none.
    Source: ISO 26324, in the form that registration agencies recommend.
    """
    bare = re.sub(r"^(https?://(dx\.)?doi\.org/|doi:\s*)", "", text.strip(), flags=re.IGNORECASE)
    if not _DOI.fullmatch(bare):
        raise ValueError("no DOI")
    return bare
