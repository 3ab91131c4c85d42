"""The words and signs of numbers, one row per language, and how a number written in one of them is read.

A new language is a new row in ``ROWS``; nothing else has to know of it.
"""

import re
import unicodedata
from dataclasses import dataclass

ROMAN = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)
_ROMAN_SHAPE = re.compile(r"M{0,3}(CM|CD|D?C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})")
_HAN_DIGITS = "〇一二三四五六七八九"
_HAN_SHAPE = re.compile(r"([二三四五六七八九]?十)?([一二三四五六七八九])?")


@dataclass(frozen=True, slots=True)
class NumberWords:
    """How one language counts its points.

    ``ordinals`` holds the words for 1, 2, 3 … as they stand at the beginning of a point, without punctuation;
    ``comma`` is what follows such a word; ``article`` is the label of an article with ``{}`` for its number.
    ``spellings`` are further words that are read, never written.
    """

    language: str
    ordinals: tuple[str, ...]
    article: str
    comma: str = ","
    spellings: tuple[tuple[str, int], ...] = ()


_ENGLISH = "First Second Third Fourth Fifth Sixth Seventh Eighth Ninth"
_ENGLISH_TEENS = "Tenth Eleventh Twelfth Thirteenth Fourteenth Fifteenth Sixteenth Seventeenth Eighteenth Nineteenth"
_ENGLISH_TENS = "Twent Thirt Fort Fift Sixt Sevent Eight Ninet"
_GERMAN = "Erstens Zweitens Drittens Viertens Fünftens Sechstens Siebtens Achtens Neuntens"
_GERMAN_TEENS = "Zehntens Elftens Zwölftens Dreizehntens Vierzehntens Fünfzehntens Sechzehntens Siebzehntens Achtzehntens Neunzehntens"
_GERMAN_STEMS = "Ein Zwei Drei Vier Fünf Sechs Sieben Acht Neun"
_GERMAN_TENS = "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig"
_FRENCH = (
    "Premièrement Deuxièmement Troisièmement Quatrièmement Cinquièmement Sixièmement Septièmement Huitièmement Neuvièmement "
    "Dixièmement Onzièmement Douzièmement Treizièmement Quatorzièmement Quinzièmement Seizièmement Dix-septièmement "
    "Dix-huitièmement Dix-neuvièmement Vingtièmement"
)
_SPANISH = (
    "Primero Segundo Tercero Cuarto Quinto Sexto Séptimo Octavo Noveno Décimo Undécimo Duodécimo Decimotercero Decimocuarto "
    "Decimoquinto Decimosexto Decimoséptimo Decimoctavo Decimonoveno Vigésimo"
)
_ITALIAN = (
    "Primo Secondo Terzo Quarto Quinto Sesto Settimo Ottavo Nono Decimo Undicesimo Dodicesimo Tredicesimo Quattordicesimo "
    "Quindicesimo Sedicesimo Diciassettesimo Diciottesimo Diciannovesimo Ventesimo"
)
_PORTUGUESE = "Primeiro Segundo Terceiro Quarto Quinto Sexto Sétimo Oitavo Nono"
_RUSSIAN = (
    "Во-первых Во-вторых В-третьих В-четвёртых В-пятых В-шестых В-седьмых В-восьмых В-девятых В-десятых В-одиннадцатых "
    "В-двенадцатых В-тринадцатых В-четырнадцатых В-пятнадцатых В-шестнадцатых В-семнадцатых В-восемнадцатых В-девятнадцатых "
    "В-двадцатых"
)
_VIETNAMESE = "nhất hai ba tư năm sáu bảy tám chín mười"
_VIETNAMESE_UNITS = "một hai ba bốn lăm sáu bảy tám chín"
_ARABIC = "أولاً ثانياً ثالثاً رابعاً خامساً سادساً سابعاً ثامناً تاسعاً عاشراً"
_ARABIC_UNITS = "حادي ثاني ثالث رابع خامس سادس سابع ثامن تاسع"


def _english() -> tuple[str, ...]:
    units = _ENGLISH.split()
    beyond = ((f"{ten}ieth", *(f"{ten}y-{unit.lower()}" for unit in units)) for ten in _ENGLISH_TENS.split())
    return (*units, *_ENGLISH_TEENS.split(), *(word for words in beyond for word in words))


def _german() -> tuple[str, ...]:
    stems = _GERMAN_STEMS.split()
    beyond = ((f"{ten.title()}stens", *(f"{stem}und{ten}stens" for stem in stems)) for ten in _GERMAN_TENS.split())
    return (*_GERMAN.split(), *_GERMAN_TEENS.split(), *(word for words in beyond for word in words))


def parse_decimal(digits: str) -> int | None:
    """Return the value of decimal digits of any script; None for zero and for more than nine of them, which number no point."""
    return int(digits) or None if len(digits) < 10 else None


def render_roman(number: int) -> str:
    """Return ``number`` (1 to 3999) in Roman numerals."""
    parts = []
    for value, sign in ROMAN:
        count, number = divmod(number, value)
        parts.append(sign * count)
    return "".join(parts)


def parse_roman(text: str) -> int | None:
    """Return the value of Roman numerals, all capital or all small; None for anything else."""
    signs = text.upper()
    if not signs.isascii() or text not in (signs, text.lower()) or not signs or not _ROMAN_SHAPE.fullmatch(signs):
        return None
    values = [next(value for value, sign in ROMAN if sign == letter) for letter in signs]
    return sum(-value if value < max(values[place:]) else value for place, value in enumerate(values))


def render_han(number: int) -> str:
    """Return ``number`` (1 to 99) in Chinese numerals."""
    ten, unit = divmod(number, 10)
    return ("" if ten < 2 else _HAN_DIGITS[ten]) + ("十" if ten else "") + (_HAN_DIGITS[unit] if unit else "")


def parse_han(text: str) -> int | None:
    """Return the value of Chinese numerals from 1 to 99; None for anything else."""
    match = _HAN_SHAPE.fullmatch(text)
    if not text or not match:
        return None
    ten, unit = match.groups()
    tens = 0 if not ten else 1 if ten == "十" else _HAN_DIGITS.index(ten[0])
    return tens * 10 + (_HAN_DIGITS.index(unit) if unit else 0)


ROWS = {
    row.language: row
    for row in (
        NumberWords("en", _english(), "Article {}", spellings=tuple((f"{word}ly", n) for n, word in enumerate(_english()[:20], 1))),
        NumberWords(
            "de", _german(), "Artikel {}", spellings=(("Siebentens", 7), ("Zum Ersten", 1), ("Zum Zweiten", 2), ("Zum Dritten", 3))
        ),
        NumberWords("fr", tuple(_FRENCH.split()), "Article {}", spellings=(("Premier", 1), ("Secondement", 2))),
        NumberWords("es", tuple(_SPANISH.split()), "Artículo {}"),
        NumberWords("it", tuple(_ITALIAN.split()), "Articolo {}"),
        NumberWords(
            "pt",
            (
                *_PORTUGUESE.split(),
                "Décimo",
                *(f"Décimo {word.lower()}" for word in _PORTUGUESE.split()),
                "Vigésimo",
            ),
            "Artigo {}",
        ),
        NumberWords("ru", tuple(_RUSSIAN.split()), "Статья {}"),
        NumberWords(
            "vi",
            (
                *(f"Thứ {word}" for word in _VIETNAMESE.split()),
                *(f"Thứ mười {word}" for word in _VIETNAMESE_UNITS.split()),
                "Thứ hai mươi",
            ),
            "Điều {}",
        ),
        NumberWords("zh", tuple(f"第{render_han(number)}" for number in range(1, 100)), "第{}条", comma="，"),
        NumberWords(
            "ar",
            (*_ARABIC.split(), *(f"{word} عشر" for word in _ARABIC_UNITS.split()), "عشرون"),
            "المادة {}",
            comma="،",
            spellings=(("حادي عشرة", 11),),
        ),
    )
}


def row_for(language: str | None) -> NumberWords | None:
    """Return the row of a language code, a regional one (``de-AT``) included; None where there is none."""
    return ROWS.get((language or "").replace("_", "-").split("-")[0].lower())


def plain(word: str) -> str:
    """Return a word as it is looked up: small letters, without accents, one kind of hyphen and of space."""
    letters = unicodedata.normalize("NFKD", word.casefold().replace("\u2010", "-").replace("\u2011", "-"))
    return " ".join("".join(letter for letter in letters if unicodedata.category(letter) != "Mn").split())


def _lookup() -> dict[str, tuple[int, tuple[str, ...]]]:
    found: dict[str, tuple[int, tuple[str, ...]]] = {}
    for row in ROWS.values():
        for word, number in (*((word, n) for n, word in enumerate(row.ordinals, 1)), *row.spellings):
            _, languages = found.get(plain(word), (number, ()))
            found[plain(word)] = (number, (*languages, row.language))
    return found


ORDINALS = _lookup()
"""Every known ordinal word, as ``plain`` writes it: its number and the languages that have it."""


def parse_ordinal(word: str, language: str | None = None) -> int | None:
    """Return the number that an ordinal word stands for, in one language or in any; None when it is no such word."""
    number, languages = ORDINALS.get(plain(word), (None, ()))
    row = row_for(language)
    return None if row and row.language not in languages else number
