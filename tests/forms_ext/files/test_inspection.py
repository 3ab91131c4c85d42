"""A file is what its name says, or it is refused with a sentence; what is kept of a picture is drawn anew."""

import hashlib
import io
import re
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from forms_ext.files import ACCEPTED, Refused, inspect, pictures
from tests.forms_ext.files.zoo import BAD, DOCX, GOOD, archive, photograph, picture, portable

ALL = list(ACCEPTED)
SECONDS, MEGABYTES = 2, 100


def megabytes(name):
    """Return a figure that Linux tells of this process: VmRSS for the memory in use, VmHWM for the most since it was forgotten."""
    return int(re.search(rf"{name}:\s+(\d+)", Path("/proc/self/status").read_text())[1]) / 1024


def taken_by(work):
    """Return how many megabytes more than before the work took at its worst, whatever this process took for something else earlier."""
    Path("/proc/self/clear_refs").write_text("5")  # forget the peak until now
    before = megabytes("VmRSS")
    work()
    return megabytes("VmHWM") - before


@pytest.mark.parametrize("case", BAD)
def test_bad_file_is_refused_with_a_sentence(case):
    name, content = BAD[case]
    begun = time.perf_counter()

    def refuse():
        with pytest.raises(Refused) as refused:
            inspect(name, content, ALL)
        assert str(refused.value).endswith(".")

    assert taken_by(refuse) < MEGABYTES
    assert time.perf_counter() - begun < SECONDS


@pytest.mark.parametrize("unit", [b"/ObjStm", b"/ObjStm stream\nx", b"stream\nx", b"/JS ", b"/JS%", b"/#4a#61", b"/J"])
def test_time_for_a_pdf_grows_with_its_length_alone(unit):
    """What is looked for is promised again and again and never comes."""
    begun = time.perf_counter()
    is_refused("form.pdf", portable(unit * (400_000 // len(unit))))

    assert time.perf_counter() - begun < SECONDS


@pytest.mark.parametrize("unit", [b"<Relationship ", b"Relationship ", b"<", b"TargetMode ", b"&#x45", b"/frame"])
def test_time_for_a_document_grows_with_its_length_alone(unit):
    begun = time.perf_counter()
    noise = {"word/media/noise.bin": hashlib.shake_256(unit).digest(20_000)}  # so much cannot be packed: else it would be a bomb
    is_refused("letter.docx", archive({**DOCX, **noise, "word/_rels/settings.xml.rels": b"<" + unit * (1_500_000 // len(unit))}))

    assert time.perf_counter() - begun < SECONDS


def test_upright_picture_stays_upright():
    """What a telephone notes about how it was held is gone afterwards; the picture is turned before."""
    exif = Image.Exif()
    exif[0x0112] = 6
    kept = Image.open(io.BytesIO(inspect("a.jpg", picture("JPEG", exif=exif.tobytes()), ALL).content))

    assert (kept.size, dict(kept.getexif())) == ((30, 40), {})


def test_control_a_large_heap_is_noticed_each_time():
    assert [taken_by(lambda: bytearray(b"x") * 150_000_000) > MEGABYTES for _twice in range(2)] == [True, True]


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


def test_small_file_of_a_large_picture_takes_little_memory():
    """Thirty-six megapixels in some kilobytes: unpacked once, not four times."""
    content = picture("PNG", (6_000, 6_000))

    assert len(content) < 200_000
    assert taken_by(lambda: inspect("bomb.png", content, ALL)) < 2 * MEGABYTES


def test_pictures_are_drawn_one_after_the_other(monkeypatch):
    """However many come at once: each may take as much memory as the largest."""
    content, drawing, most = picture(), [], []

    def drawn(*_args):
        drawing.append(1)
        most.append(len(drawing))
        time.sleep(0.01)
        drawing.pop()
        return content

    monkeypatch.setattr(pictures, "_drawn", drawn)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: inspect(f"{number}.png", content, ALL), range(8)))

    assert max(most) == 1


def test_photograph_forgets_where_it_was_taken():
    sent = photograph()
    kept = inspect("photo.jpg", sent, ALL)

    assert dict(Image.open(io.BytesIO(sent)).getexif()) != {}
    assert dict(Image.open(io.BytesIO(kept.content)).getexif()) == {}


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_nothing_written_beside_the_pixels_comes_along(kind):
    notes = PngInfo()
    notes.add_text("Comment", "whispered")
    notes.add_itxt("Title", "whispered")
    beside = {"exif": exif_of("whispered"), "xmp": b"<x>whispered</x>", "icc_profile": b"whispered" * 20, "comment": b"whispered"}
    sent = picture(kind, **({"pnginfo": notes} if kind == "PNG" else {}), **beside)
    frames = picture(kind, save_all=True, append_images=[Image.new("RGB", (40, 30), "red")]) if kind != "JPEG" else sent

    kept = inspect(f"photo.{kind.lower()}", sent, ALL).content

    assert (b"whispered" in sent, b"whispered" in kept) == (True, False)
    assert getattr(Image.open(io.BytesIO(inspect(f"a.{kind.lower()}", frames, ALL).content)), "n_frames", 1) == 1


def exif_of(text):
    exif = Image.Exif()
    exif[0x0110] = text
    return exif.tobytes()


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
