"""Labels of another language that were left in a translation: “Allegato A” in a German text."""

import re
from collections.abc import Iterator

from .numerals import ORDINALS, parse_ordinal, plain

# The same things in the order of the languages: annex, article, point, paragraph, section, chapter, preamble.
_LABELS = {
    "en": "annex appendix article point paragraph section chapter preamble",
    "de": "anhang anlage artikel punkt absatz abschnitt kapitel präambel",
    "fr": "annexe article point paragraphe section chapitre préambule",
    "es": "anexo artículo punto párrafo sección capítulo preámbulo",
    "it": "allegato articolo punto paragrafo sezione capitolo preambolo",
    "pt": "anexo artigo ponto parágrafo secção seção capítulo preâmbulo",
    "ru": "приложение статья пункт абзац раздел глава преамбула",
    "ar": "ملحق المرفق المادة النقطة الفقرة القسم الفصل الديباجة",
}
_PHRASES = {"vi": ("phụ lục", "điều", "điểm", "khoản", "mục", "chương"), "zh": ("附件", "附录", "序言")}
_NUMBERED = r"(?:\d+|[A-Z]|[IVXLC]+)"


def words_of(code: str) -> tuple[str, ...]:
    """Return what a language calls the parts of a text."""
    return (*_LABELS.get(code, "").split(), *_PHRASES.get(code, ()))


def leftovers(text: str, code: str) -> Iterator[str]:
    """Give every label with its number that belongs to another language and is no word of this one.

    :param code: the bare code of the language of ``text``.
    """
    own = set(words_of(code))
    foreign = {word for other in (*_LABELS, *_PHRASES) if other != code for word in words_of(other)} - own
    shape = "|".join(re.escape(word) for word in sorted(foreign, key=len, reverse=True))
    # A Chinese sign may stand right before the label: it has no spaces.
    for match in re.finditer(rf"(?<![^\W\u4e00-\u9fff])({shape})\s*{_NUMBERED}(?!\w)", text, re.IGNORECASE):
        # The letter after the label is a capital; the label itself may be written either way.
        if re.search(rf"{_NUMBERED}$", match[0]):
            yield match[0]


def written_number(text: str) -> str:
    """Return the ordinal word with which a point begins although its number is written in front by itself, or an empty text."""
    match = re.match(r"([^\W\d_]+(?:[ \-][^\W\d_]+){0,2})[,:，、،]", text)
    return match[1] if match and plain(match[1]) in ORDINALS and parse_ordinal(match[1]) else ""
