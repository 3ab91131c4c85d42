"""What a line can begin with that numbers a point: words, digits, Roman numerals, letters, labels, bullets."""

import re
from collections import defaultdict
from itertools import pairwise
from typing import NamedTuple

from declarations.importer.lines import Line
from declarations.importer.words import LABELS
from declarations.numerals import ORDINALS, parse_decimal, parse_han, parse_roman, plain


class Family(NamedTuple):
    """Markers of one kind and shape, such as digits with a full stop."""

    kind: str
    shape: str = ""


class Mark(NamedTuple):
    """A marker at the beginning of a line and the text after it. A ``soft`` one counts only where its number is missing."""

    family: Family
    number: int | None
    marker: str
    rest: str
    soft: bool = False


ALPHABETS = ("abcdefghijklmnopqrstuvwxyz", "αβγδεζηθικλμνξοπρστυφχψω", "абвгдежзиклмнопрстуфхцчшщэюя")
_WORDS = re.compile(
    r"([^\W\d_][^,:;.،，、：(]{0,30}?)\s*(?:[,:،，、：](?:\s|(?=\W|[^\x00-\u2fff]))|\.(?:\s|$)|\s[–—-]\s)\s*(.*)", re.DOTALL
)
_DIGITS = re.compile(
    r"(?:(?P<open>[(（\[])(?P<inner>\d{1,3})(?P<close>[)）\]])|(?P<number>\d{1,3})(?P<end>\.\)|[.):](?!\d)|[、．°º]|\s[–—-](?=\s)))\s*(?P<rest>.*)",
    re.DOTALL,
)
_BARE = re.compile(r"(\d{1,3})(?:$|\s+(?=[^\W\d_])(.*))", re.DOTALL)
_STEPS = re.compile(r"(\d{1,2}(?:\.\d{1,2})+)\.?\)?\s+(.*)", re.DOTALL)
_ROMAN = re.compile(r"(\(?)([IVXLC]{1,7}|[ivxlc]{1,7})(\)|\.\)|[.:]|\s[–—-](?=\s))(?:\s+|$)(.*)", re.DOTALL)
_LETTER = re.compile(r"(\(?)([^\W\d_])(\)|\.\)|\.)(?:\s+|$)(.*)", re.DOTALL)
_BULLET = re.compile(r"([•▪●◦‣⁃■□▶►✓*·–—-])\s+(\S.*)", re.DOTALL)
_HAN = re.compile(r"([（(]?)([一二三四五六七八九十]{1,3})([）)、，．.：])\s*(.*)", re.DOTALL)
_HAN_LABEL = re.compile(r"第\s*([\d一二三四五六七八九十]{1,3})\s*([条條章点點조])\s*[:：.]?\s*(.*)", re.DOTALL)
_LABEL = re.compile(
    r"(§|[^\W\d_]+\.?)\s*(?:(?:no|nr|n[°º]|№)\.?\s*)?([\w-]{1,24})(?P<end>\s*[.:–—]+-?|\s-(?=\s)|(?=\s)|$)\s*(.*)",
    re.DOTALL | re.IGNORECASE,
)


def recognise(text: str) -> list[Mark]:
    """Return every marker that a line could begin with, none for most lines."""
    if not text[:1].isalpha():
        return [
            mark
            for read in (_read_digits, _read_bare, _read_steps, _read_roman, _read_letter, _read_bullet, _read_han, _read_label)
            if (mark := read(text))
        ]
    return [mark for read in (_read_word, _read_roman, _read_letter, _read_han, _read_label) if (mark := read(text))]


def _read_word(text: str) -> Mark | None:
    """Read an ordinal word; without a comma after it ("First International Forum") it is only a soft one."""
    match = _WORDS.match(text)
    if match and plain(match[1]) in ORDINALS and not match[1][0].islower():
        return Mark(Family("ordinal"), ORDINALS[plain(match[1])][0], match[1], match[2])
    words = text[:60].split(" ", 3)
    for count in (3, 2, 1):
        if count < len(words) and not words[0][:1].islower() and plain(" ".join(words[:count])) in ORDINALS:
            word = " ".join(words[:count])
            return Mark(Family("ordinal"), ORDINALS[plain(word)][0], word, text[len(word) :].strip(), soft=True)
    return None


def _read_digits(text: str) -> Mark | None:
    match = _DIGITS.match(text)
    number = parse_decimal(match["inner"] or match["number"]) if match else None
    if not match or number is None:
        return None
    shape = f"{match['open']}{match['close']}" if match["inner"] else match["end"].strip()
    marker = text[: match.end("close" if match["inner"] else "end")].rstrip(" –—-:")
    return Mark(Family("digit", shape), number, marker, match["rest"])


def _read_bare(text: str) -> Mark | None:
    match = _BARE.match(text)
    rest = (match[2] or "") if match else ""
    number = parse_decimal(match[1]) if match and not rest[:1].islower() else None
    return Mark(Family("digit", "bare"), number, match[1], rest) if match and number else None


def _read_steps(text: str) -> Mark | None:
    match = _STEPS.match(text)
    number = parse_decimal(match[1].rpartition(".")[2]) if match else None
    return Mark(Family("steps"), number, match[1], match[2]) if match and number else None


def _read_roman(text: str) -> Mark | None:
    match = _ROMAN.match(text)
    number = parse_roman(match[2]) if match else None
    if not match or not number:
        return None
    case = "small" if match[2].islower() else "capital"
    return Mark(Family("roman", f"{match[1]}{match[3].strip()} {case}"), number, text[: match.end(3)].rstrip(" –—-:"), match[4])


def _read_letter(text: str) -> Mark | None:
    match = _LETTER.match(text)
    alphabet = next((row for row in ALPHABETS if match and match[2].lower() in row), None)
    if not match or not alphabet:
        return None
    case = "small" if match[2].islower() else "capital"
    return Mark(Family("letter", f"{match[1]}{match[3]} {case}"), alphabet.index(match[2].lower()) + 1, text[: match.end(3)], match[4])


def _read_bullet(text: str) -> Mark | None:
    match = _BULLET.match(text)
    return Mark(Family("bullet", match[1]), None, match[1], match[2]) if match else None


def _read_han(text: str) -> Mark | None:
    match = _HAN.match(text)
    number = parse_han(match[2]) if match else None
    return Mark(Family("han", f"{match[1]}{match[3]}"), number, text[: match.end(3)], match[4]) if match and number else None


def _read_label(text: str) -> Mark | None:
    match = _HAN_LABEL.match(text)
    if match:
        number = parse_decimal(match[1]) if match[1].isdecimal() else parse_han(match[1])
        return Mark(Family("label", match[2]), number, text[: match.end(2)], match[3]) if number else None
    match = _LABEL.match(text)
    word = match[1].rstrip(".").casefold() if match else ""
    if not match or word not in LABELS:
        return None
    number = _value(match[2])
    if number is None or (not match["end"].strip() and match[4][:1].islower()):
        return None
    return Mark(Family("label", word), number, text[: match.end(2)], match[4])


def _value(text: str) -> int | None:
    if text.isdecimal():
        return parse_decimal(text)
    return parse_roman(text) if text.isupper() else ORDINALS.get(plain(text), (None,))[0]


def read_shapes(lines: list[Line]) -> dict[int, Mark]:
    """Return labels in languages without a row here: short lines that differ only in a number that rises from 1."""
    alike: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for index, line in enumerate(lines):
        numbers = re.findall(r"\d+", line.text) if len(line.text) <= 30 else []
        if len(numbers) == 1 and len(numbers[0]) < 4 and any(map(str.isalpha, line.text)):
            alike[re.sub(r"\d+", "#", line.text.casefold())].append((index, int(numbers[0])))
    found: dict[int, Mark] = {}
    for key, places in alike.items():
        values = [value for _, value in places]
        if len(values) > 2 and {1, 2, 3} <= set(values) and sum(a < b for a, b in pairwise(values)) >= len(values) - 2:
            found.update({index: Mark(Family("label", key), value, lines[index].text, "") for index, value in places})
    return found
