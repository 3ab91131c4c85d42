"""The numbers and the months of dates that a text names, in figures and in words, whatever its language.

A date is taken apart into its day, its month and its year: “11–13 November 2019”, “vom 11. bis 13. November 2019” and
“2019年11月11日至13日” then name the same four things.
"""

import re
import unicodedata
from collections import Counter
from decimal import Decimal
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import get_month_names
from babel.numbers import get_decimal_symbol, get_group_symbol

# Between the thousands some languages write a space, some an apostrophe, beside the sign that Babel knows.
_SPACES = "\u00a0\u202f\u2009٬"
_PLAIN_SPACE = ("fr", "ru", "es", "pt", "it", "de")
_JOINS = r"(?:\.|er\b|st\b|nd\b|rd\b|th\b|º|ª|-го\b)?,?\s*(?:(?:de|of|du|del|di|do)\s+)?"
_ISO = re.compile(r"\b(\d{4})-(\d{1,2})-(\d{1,2})\b")
_POINTED = re.compile(r"\b(\d{1,2})[./](\d{1,2})[./](\d{4})\b")
_SIGNED = {"zh": re.compile(r"(\d{1,2})\s*月"), "vi": re.compile(r"\btháng\s+(\d{1,2})\b", re.IGNORECASE)}
_NUMBER = re.compile(r"\d+(?:\.\d+)?")

# Words for 2, 3, 4 …; None where the word has another meaning as well, or no one word exists. Nobody counts with “one”.
_WORDS = {
    "en": "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty",
    "de": "zwei drei vier fünf sechs sieben - neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn zwanzig",
    "fr": "deux trois quatre cinq six sept huit - dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf vingt",
    "es": "dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve veinte",
    "it": "due tre quattro cinque - sette otto nove dieci undici dodici tredici quattordici quindici sedici diciassette diciotto diciannove venti",
    "pt": "dois três quatro cinco seis sete oito nove dez onze doze treze catorze quinze dezesseis dezessete dezoito dezenove vinte",
    "ru": "два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать",
    "vi": "hai - bốn - sáu bảy - chín mười",
    "zh": "两 三 四 五 六 七 八 九 十",
    "ar": "اثنان ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة عشرة",
}
_SURE = {"en", "de", "fr", "es", "it", "pt"}
_FORMS = {
    "de": {"zweier": 2, "dreier": 3},
    "pt": {"duas": 2, "dezasseis": 16, "dezassete": 17, "dezanove": 19},
    "ru": {"две": 2, "двух": 2, "трёх": 3, "четырёх": 4, "пяти": 5, "шести": 6, "семи": 7, "восьми": 8, "девяти": 9, "десяти": 10},
    "ar": {"ثلاث": 3, "أربع": 4, "خمس": 5, "ست": 6, "سبع": 7, "ثماني": 8, "تسع": 9, "عشر": 10},
}


def base_of(language: str) -> str:
    """Return the bare code of a language: "de" of "de-AT"."""
    return language.replace("_", "-").split("-")[0].lower()


def quantities(text: str, language: str) -> tuple[Counter[str], Counter[int]]:
    """Return the numbers written in figures, as "1500" or "2.5", and the months of dates from 1 to 12."""
    plain = "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in text)
    months: Counter[int] = Counter()

    def month(number: str, rest: str) -> str:
        if 1 <= int(number) <= 12:
            months[int(number)] += 1
            return f" {rest} "
        return f" {number} {rest} "

    plain = _ISO.sub(lambda match: month(match[2], f"{match[1]} {match[3]}"), plain)
    plain = _POINTED.sub(lambda match: month(match[2], f"{match[1]} {match[3]}"), plain)
    if signed := _SIGNED.get(base_of(language)):
        plain = signed.sub(lambda match: month(match[1], ""), plain)
    for match in _named(language).finditer(plain) if _named(language) else ():
        months[_months(language)[(match[1] or match[2]).casefold()]] += 1
    return Counter(_value(number) for number in _NUMBER.findall(_ungrouped(plain, language))), months


def number_words(text: str, language: str) -> Counter[int]:
    """Return the numbers from 2 to 20 that are written as words."""
    known = _word_table(base_of(language))
    if not known:
        return Counter()
    if base_of(language) == "zh":
        # A single sign may be part of any word; only one that counts something is a number.
        found = re.findall(r"([两三四五六七八九十])(?=[个項项条點点章节次年天])", text)
    else:
        found = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", text.casefold())
    return Counter(known[word] for word in found if word in known)


@lru_cache
def _word_table(code: str) -> dict[str, int]:
    words = {word: number for number, word in enumerate(_WORDS.get(code, "").split(), 2) if word != "-"}
    forms = words | _FORMS.get(code, {})
    return forms | {word.replace("ё", "е"): number for word, number in forms.items()}


def _value(number: str) -> str:
    value = Decimal(number).normalize()
    return f"{value:f}"


def _ungrouped(text: str, language: str) -> str:
    """Return ``text`` with the signs between thousands taken out and a point before decimals."""
    group, decimal = _signs(language)
    between = _SPACES + "'’" + (" " if base_of(language) in _PLAIN_SPACE else "") + (group if group.strip() else "")
    joined = re.sub(
        rf"(?<![\d.,])(\d{{1,3}})((?:[{re.escape(between)}]\d{{3}})+)(?!\d)", lambda match: match[1] + re.sub(r"\D", "", match[2]), text
    )
    if decimal == ".":
        return joined
    # What is a point in other languages ends a sentence or an ordinal here.
    return re.sub(rf"(?<=\d){re.escape(decimal)}(?=\d)", "\x00", joined).replace(".", " ").replace("\x00", ".")


@lru_cache
def _signs(language: str) -> tuple[str, str]:
    try:
        locale = Locale.parse(base_of(language))
    except (UnknownLocaleError, ValueError):
        return ",", "."
    return get_group_symbol(locale), get_decimal_symbol(locale)


@lru_cache
def _months(language: str) -> dict[str, int]:
    """Return the numbers of the months by their names, as they stand in dates and alone."""
    try:
        locale = Locale.parse(base_of(language))
    except (UnknownLocaleError, ValueError):
        return {}
    found: dict[str, int] = {}
    for context in ("format", "stand-alone"):
        found.update({name.casefold(): number for number, name in get_month_names("wide", context, locale).items()})
    return {name: number for name, number in found.items() if not any(sign.isdecimal() for sign in name)}


@lru_cache
def _named(language: str) -> re.Pattern[str] | None:
    """Return the shape of a month that stands beside a number: “May” alone may also be a verb."""
    names = "|".join(re.escape(name) for name in sorted(_months(language), key=len, reverse=True))
    if not names:
        return None
    return re.compile(rf"\d{_JOINS}({names})\b|\b({names})\s+(?:de\s+|del\s+)?\d", re.IGNORECASE)


def comparable_words(language: str, other: str) -> set[int]:
    """Return the numbers whose words are told apart surely in both languages, for a comparison of words with words.

    Languages that bend their number words, or write them into other words, have none.
    """
    sure = [base_of(code) for code in (language, other) if base_of(code) in _SURE]
    return set.intersection(*(set(_word_table(code).values()) for code in sure)) if len(sure) == 2 else set()
