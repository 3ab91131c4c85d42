"""The labels of sub-points."""

import pytest

from declarations.ordinals import languages
from declarations.sublabels import parse_sublabel, sublabel


@pytest.mark.parametrize("language", [*languages(), "de-AT", "xx"])
def test_every_label_is_read_as_its_number(language):
    written = [sublabel(number, language) for number in range(1, 121)]

    assert [parse_sublabel(label, language) for label in written] == list(range(1, 121))


@pytest.mark.parametrize(
    ("number", "language", "label"),
    [
        (1, "en", "(a)"),
        (27, "en", "(aa)"),
        (2, "de", "b)"),
        (2, "de-AT", "b)"),
        (3, "fr", "c)"),
        (3, "ru", "в)"),
        (5, "vi", "đ)"),
        (12, "zh", "（十二）"),
        (2, "ar", "(ب)"),
        (1, "xx", "(a)"),
    ],
)
def test_label_follows_the_use_of_the_language(number, language, label):
    assert sublabel(number, language) == label


@pytest.mark.parametrize("text", ["", "a", "(ab)", "(1)", "a)", "()"])
def test_what_is_no_label_is_read_as_none(text):
    assert parse_sublabel(text, "en") is None


def test_sub_point_without_a_place_is_refused():
    with pytest.raises(ValueError, match="no number 0"):
        sublabel(0)
