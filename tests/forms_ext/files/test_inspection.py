"""A file is what its name says, or it is refused with a sentence; what is kept of a picture is drawn anew."""

import io
import resource
import time

import pytest
from PIL import Image

from forms_ext.files import ACCEPTED, Refused, inspect
from tests.forms_ext.files.zoo import BAD, GOOD, photograph

ALL = list(ACCEPTED)
SECONDS, MEGABYTES = 2, 100


@pytest.mark.parametrize("case", BAD)
def test_bad_file_is_refused_with_a_sentence(case):
    name, content = BAD[case]
    begun, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    with pytest.raises(Refused) as refused:
        inspect(name, content, ALL)

    assert str(refused.value).endswith(".")
    assert time.perf_counter() - begun < SECONDS
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024 < MEGABYTES


@pytest.mark.parametrize("case", GOOD)
def test_good_file_is_taken(case):
    name, content = GOOD[case]
    kept = inspect(name, content, ALL)

    assert (len(kept.name) <= 100, bool(kept.content), len(kept.sha256)) == (True, True, 64)


def test_zoo_is_counted(figure):
    refused = sum(1 for name, content in BAD.values() if is_refused(name, content))
    taken = sum(1 for name, content in GOOD.values() if not is_refused(name, content))
    figure(f"files: {refused} of {len(BAD)} bad ones refused, {taken} of {len(GOOD)} good ones taken")

    assert (refused, taken, len(BAD) >= 25) == (len(BAD), len(GOOD), True)


def is_refused(name, content):
    try:
        inspect(name, content, ALL)
    except Refused:
        return True
    return False


def test_photograph_forgets_where_it_was_taken():
    sent = photograph()
    kept = inspect("photo.jpg", sent, ALL)

    assert dict(Image.open(io.BytesIO(sent)).getexif()) != {}
    assert dict(Image.open(io.BytesIO(kept.content)).getexif()) == {}


def test_page_behind_the_end_of_a_picture_does_not_come_along():
    name, content = GOOD["picture with a page behind its end"]

    assert b"<script>" in content
    assert b"<script>" not in inspect(name, content, ALL).content


def test_kind_that_the_question_does_not_take_is_refused():
    name, content = GOOD["word"]

    with pytest.raises(Refused, match=r"Send one of these: PDF\."):
        inspect(name, content, ["pdf"])


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("C:\\Users\\me\\plan.pdf", "plan.pdf"),
        ("../../plan.pdf", "plan.pdf"),
        ("plan\u202e.pdf", "plan.pdf"),
        ("pla\r\nn.pdf", "plan.pdf"),
        (".pdf", "pdf"),
    ],
)
def test_name_is_only_a_name(sent, kept):
    from forms_ext.files.inspection import plain_name

    assert plain_name(sent) == kept
