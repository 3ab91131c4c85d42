"""Words divided at the end of a line: what the document itself says about their hyphen."""

import pytest

from declarations.importer.hyphens import Hyphens
from declarations.importer.lines import Line


def joined(text):
    """Return the lines of a text as one, as the words of the document decide."""
    lines = [Line(number, line) for number, line in enumerate(text.split("\n"), 1)]
    decided, whole = Hyphens(lines), lines[0].text
    for line in lines[1:]:
        if whole[-1] in "-\u2010":
            joint = decided.join(whole, line.text)
            whole = f"{joint.head}{joint.between}{line.text}"
        else:
            whole = f"{whole} {line.text}"
    return whole


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("they hold what their hold-\nings are worth", "they hold what their holdings are worth"),
        ("those who know, and the know-\nledge of reeds", "those who know, and the knowledge of reeds"),
        ("a long year, a term, and long-\nterm work", "a long year, a term, and long-term work"),
        ("the self-por-\ntrait of a donor", "the self-portrait of a donor"),
        ("from peer to me, peer-to-\npeer", "from peer to me, peer-to-peer"),
        ("l'assemblée. Celle-\nci se prononce", "l'assemblée. Celle-ci se prononce"),
        ("ils voient eux-\nmêmes", "ils voient eux-mêmes"),
        ("four and teen make four\u2010\nteen", "four and teen make fourteen"),
        ("the reed\u2010\nbeds and the well-\nkept road", "the reedbeds and the well-kept road"),
        ("the lock\u2010\nkeeper and a\nferry-\nhouse", "the lockkeeper and a ferry-house"),
    ],
)
def test_hyphens_follow_the_document(text, whole):
    assert joined(text) == whole


def test_halves_of_divided_words_are_no_words():
    decided = Hyphens([Line(1, "they hold many hold-"), Line(2, "ings of paper")])

    assert decided._words == {"they", "hold", "many", "of", "paper"}


def test_typeset_sign_inside_of_words_says_nothing():
    assert joined("a long\u2010term plan, a term, a long\nyear and long\u2010\nterm work") == (
        "a long\u2010term plan, a term, a long year and long\u2010term work"
    )
