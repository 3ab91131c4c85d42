"""How a declaration numbers its points: ordinal words, Arabic or Roman numbers, articles, or not at all."""

from declarations.numerals import ROWS, parse_decimal, parse_han, parse_ordinal, parse_roman, render_han, render_roman, row_for

STYLES = ("ordinal", "arabic", "roman", "article", "none")
"""The number styles, in the order in which an editor chooses among them."""

_AROUND = " \t()[].,:;、，．،：°º"


def languages() -> tuple[str, ...]:
    """Return the codes of the languages whose ordinal words are known; the others show Arabic numbers."""
    return tuple(ROWS)


def render(number: int, style: str, language: str = "en") -> str:
    """Return the bare number of a point in a style: "Third", "3", "III", "Article 3" or nothing.

    Where a language has no word for the number, the Arabic number stands in its place.

    :raises ValueError: when the number is below 1 or the style is unknown.
    """
    if number < 1:
        raise ValueError(f"a point has no number {number}")
    if style not in STYLES:
        raise ValueError(f"no number style {style!r}")
    row = row_for(language)
    if style == "none":
        return ""
    if style == "ordinal" and row and number <= len(row.ordinals):
        return row.ordinals[number - 1]
    if style == "roman" and number < 4000:
        return render_roman(number)
    if style == "article":
        template = row.article if row else "{}"
        return template.format(render_han(number) if row and row.language == "zh" and number < 100 else number)
    return str(number)


def lead_in(number: int, style: str, language: str = "en") -> str:
    """Return the number of a point with the sign that joins it to its sentence: "First,", "Erstens,", "3.", "III.", "Article 3".

    :raises ValueError: when the number is below 1 or the style is unknown.
    """
    bare = render(number, style, language)
    row = row_for(language)
    if style in ("none", "article"):
        return bare
    if style == "ordinal" and row and bare in row.ordinals:
        return bare + row.comma
    return f"{bare}."


def parse(text: str, language: str | None = None) -> int | None:
    """Return the number that a text stands for, in any style, or None when it is no number.

    Ordinal words are looked up in ``language``, or in every known language without one.
    """
    word = text.strip(_AROUND)
    if not word:
        return None
    if word.isdecimal():
        return parse_decimal(word)
    for reading in (parse_ordinal(word, language), parse_roman(word), parse_han(word)):
        if reading:
            return reading
    return _parse_article(word, language)


def _parse_article(word: str, language: str | None) -> int | None:
    row = row_for(language)
    for candidate in (row,) if row else ROWS.values():
        before, _, after = candidate.article.partition("{}")
        if word.casefold().startswith(before.casefold()) and word.endswith(after):
            number = word[len(before) : len(word) - len(after)].strip()
            if number.isdecimal():
                return parse_decimal(number)
            return parse_han(number) or (parse_roman(number) if number.isupper() else None)
    return None
