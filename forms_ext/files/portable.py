"""PDF files: refused when they carry scripts, attached files or forms that run. Nothing of them is interpreted.

Every step is bounded by the length of the file: whoever sends one chooses each of its bytes.
"""

import re
import zlib
from collections.abc import Iterator

from django.utils.translation import gettext as _

from .refusal import Refused

MOST_UNPACKED, MOST_STREAMS = 20_000_000, 100_000
# What looking into one stream counts at least, and how much of it is unpacked at once.
LEAST, STEP = 4_000, 256


def _spelled(*names: str) -> bytes:
    """Return a pattern for names; each letter may be written as its number: ``/J#61vaScript`` is ``/JavaScript``."""
    return b"|".join(b"".join(b"(?:%c|#(?i:%02x))" % (letter, letter) for letter in name.encode()) for name in names)


# Names of PDF 2.0 (ISO 32000-2) that start programs, run scripts or carry other files.
NAMES = _spelled("JavaScript", "Launch", "EmbeddedFile", "EmbeddedFiles", "RichMedia", "XFA", "SubmitForm", "ImportData", "GoToE")
# So short a name stands by chance in every third picture of ten megabytes: it counts with what a script begins with behind it.
SCRIPT = rb"(?:%s)[\x00\t\n\f\r ]*(?:[(<%%]|[0-9]{1,10}[\x00\t\n\f\r %%])" % _spelled("JS")
UNWANTED = re.compile(rb"/(?=[#EGIJLRSX])(?:(?:%s)(?![A-Za-z])|%s)" % (NAMES, SCRIPT))
HOLDS_OBJECTS = re.compile(rb"/(?:%s)" % _spelled("ObjStm"))
LOCKED = re.compile(rb"/(?:%s)" % _spelled("Encrypt"))
# The beginning of a packed stream; the first byte behind it says that it is packed the usual way.
BEGINS = re.compile(rb"stream *(?:\r\n|\r|\n)(?=[\x08\x18\x28\x38\x48\x58\x68\x78])")
HEADER = 2  # bytes before what is packed
# A stream of objects begins with the number of the first and where it stands.
NUMBERS = re.compile(rb"[\x00\t\n\f\r ]*(?:%|[0-9]+[\x00\t\n\f\r ]+[0-9])")


def check_portable(content: bytes) -> bytes:
    """Return ``content`` unchanged.

    :raises Refused: when it is cut off, locked with a password, or carries scripts or other files.
    """
    if b"%%EOF" not in content[-2048:]:
        raise Refused(_("This PDF is not complete. Save it again and try once more."))
    if LOCKED.search(content):
        raise Refused(_("This PDF is locked with a password. Send it without one."))
    for found in (content, *_packed_objects(content)):
        if UNWANTED.search(found):
            raise Refused(_("This PDF contains a script or other files. Print it into a new PDF and send that."))
    return content


def _packed_objects(content: bytes) -> Iterator[bytes]:
    """Give the unpacked contents of the streams that hold further objects, so that no name can hide in one.

    Which stream belongs to which description is for readers to find out, and each may see it in its own way: every packed
    stream that begins as objects do is looked into.
    """
    first, left, whole = HOLDS_OBJECTS.search(content), MOST_UNPACKED, memoryview(content)
    for number, match in enumerate(BEGINS.finditer(content) if first else ()):
        packed = whole[match.end() + HEADER :]
        if NUMBERS.match(_unpacked(packed[:STEP], 64)):
            found = _unpacked(packed, left)
            left -= len(found) + LEAST
            yield found
        if number >= MOST_STREAMS or left <= 0:
            raise Refused(_("This PDF would unpack to far more than a document holds."))


def _unpacked(packed: memoryview, most: int) -> bytes:
    """Return what comes out of ``packed``, at most so many bytes; of what is damaged, all that comes before the damage.

    A check sum at the end that is wrong is no damage: readers do not look at it.
    """
    unpacking, parts = zlib.decompressobj(-zlib.MAX_WBITS), []
    try:
        for start in range(0, len(packed), STEP):
            parts.append(unpacking.decompress(packed[start : start + STEP], most))
            most -= len(parts[-1])
            if most <= 0 or unpacking.eof:
                break
    except zlib.error:
        pass  # a reader shows what it could read, too
    return b"".join(parts)
