"""PDF files: refused when they carry scripts, attached files or forms that run. Nothing of them is interpreted."""

import re
import zlib

from django.utils.translation import gettext as _

from .refusal import Refused

# Names of PDF 2.0 (ISO 32000-2) that start programs, run scripts or carry other files.
UNWANTED = re.compile(rb"/(?:JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA|SubmitForm|ImportData|GoToE)(?![A-Za-z])")
# Letters of a name may be written as numbers: /J#61vaScript is /JavaScript.
WRITTEN_AS_NUMBER = re.compile(rb"#([0-9A-Fa-f]{2})")
PACKED = re.compile(rb"/ObjStm.*?stream\r?\n", re.DOTALL)
MOST_UNPACKED, MOST_STREAMS = 20_000_000, 2_000


def check_portable(content: bytes) -> bytes:
    """Return ``content`` unchanged.

    :raises Refused: when it is cut off, locked with a password, or carries scripts or other files.
    """
    if b"%%EOF" not in content[-2048:]:
        raise Refused(_("This PDF is not complete. Save it again and try once more."))
    if b"/Encrypt" in content:
        raise Refused(_("This PDF is locked with a password. Send it without one."))
    unpacked = MOST_UNPACKED
    for found in [content, *_packed_objects(content)]:
        unpacked -= len(found) if found is not content else 0
        if unpacked < 0:
            raise Refused(_("This PDF would unpack to far more than a document holds."))
        if UNWANTED.search(WRITTEN_AS_NUMBER.sub(lambda match: bytes([int(match.group(1), 16)]), found)):
            raise Refused(_("This PDF contains a script or other files. Print it into a new PDF and send that."))
    return content


def _packed_objects(content: bytes):
    """Give the unpacked contents of the streams that hold further objects, so that no name can hide in one."""
    for number, match in enumerate(PACKED.finditer(content)):
        if number >= MOST_STREAMS:
            raise Refused(_("This PDF would unpack to far more than a document holds."))
        try:
            yield zlib.decompressobj().decompress(content[match.end() : match.end() + 5_000_000], MOST_UNPACKED)
        except zlib.error:
            continue  # packed in another way, which readers of objects do not use
