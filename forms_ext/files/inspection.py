"""Whether a file is what its name says and may be kept; sizes are checked before anything is opened.

What is kept is never what was sent where we can make it anew: a picture is drawn again without what cameras and programs
write into it. Documents are kept as they are, or refused. No check makes a document harmless for certain: files are only
ever handed out as downloads, to people with the right, and never shown inside a page.
"""

import hashlib
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .archives import check_document
from .pictures import drawn_again
from .portable import check_portable
from .refusal import Refused

LONGEST_NAME = 100


@dataclass(frozen=True)
class Kind:
    """A kind of file that may be sent.

    :param label: how people call it.
    :param mime: the content type under which it is handed out.
    :param begins: the bytes that each file of this kind begins with; one of them.
    :param keep: takes the bytes and returns those to keep.
    """

    label: str
    mime: str
    begins: tuple[bytes, ...]
    keep: Callable[[bytes], bytes]


def _picture(name: str) -> Callable[[bytes], bytes]:
    return lambda content: drawn_again(content, name)


def _document(parts: set[str]) -> Callable[[bytes], bytes]:
    return lambda content: check_document(content, parts)


ACCEPTED = {
    "pdf": Kind("PDF", "application/pdf", (b"%PDF-",), check_portable),
    "jpg": Kind("JPEG", "image/jpeg", (b"\xff\xd8\xff",), _picture("JPEG")),
    "png": Kind("PNG", "image/png", (b"\x89PNG\r\n\x1a\n",), _picture("PNG")),
    "webp": Kind("WebP", "image/webp", (b"RIFF",), _picture("WEBP")),
    "docx": Kind(
        gettext_lazy("Word (docx)"),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        (b"PK\x03\x04",),
        _document({"[Content_Types].xml", "word/document.xml"}),
    ),
    "odt": Kind(
        gettext_lazy("OpenDocument (odt)"),
        "application/vnd.oasis.opendocument.text",
        (b"PK\x03\x04",),
        _document({"mimetype", "content.xml"}),
    ),
}
SAME = {"jpeg": "jpg", "jpe": "jpg"}


@dataclass(frozen=True)
class Inspected:
    """A file that may be kept.

    :param name: its name without folders and unseen characters, at most 100 characters.
    :param content: the bytes to keep; of a picture not those that were sent.
    :param sha256: of the bytes that were sent, so that the same sending can be recognised.
    """

    name: str
    mime: str
    content: bytes
    sha256: str


def inspect(name: str, content: bytes, kinds: list[str]) -> Inspected:
    """Return what may be kept of a file.

    :param name: as the browser sent it.
    :param content: all bytes; the caller has checked their number.
    :param kinds: keys of :data:`ACCEPTED` that the question takes.
    :raises Refused: with a sentence for the visitor.
    """
    name = plain_name(name)
    ending = PurePosixPath(name).suffix.lower().lstrip(".")
    kind = ACCEPTED.get(SAME.get(ending, ending))
    if kind is None or SAME.get(ending, ending) not in kinds:
        labels = ", ".join(str(ACCEPTED[key].label) for key in kinds)
        raise Refused(_("“%(name)s” cannot be taken. Send one of these: %(kinds)s.") % {"name": name, "kinds": labels})
    if not content:
        raise Refused(_("“%(name)s” is empty.") % {"name": name})
    if not content.startswith(kind.begins):
        raise Refused(_("“%(name)s” is not a file of the kind that its name says.") % {"name": name})
    return Inspected(name, kind.mime, kind.keep(content), hashlib.sha256(content).hexdigest())


def plain_name(name: str) -> str:
    """Return ``name`` without folders, control and format characters, shortened from the front of its ending."""
    name = unicodedata.normalize("NFC", name.replace("\\", "/")).rsplit("/", 1)[-1]
    name = "".join(letter for letter in name if unicodedata.category(letter) not in {"Cc", "Cf", "Zl", "Zp"}).strip(" .")
    stem, dot, ending = name.rpartition(".")
    if len(name) > LONGEST_NAME and dot:
        name = stem[: LONGEST_NAME - len(ending) - 1] + dot + ending
    return name[:LONGEST_NAME] or "file"
