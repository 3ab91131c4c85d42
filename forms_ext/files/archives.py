"""Documents that are archives inside: Word and OpenDocument. The list of contents is checked; nothing is unpacked."""

import io
import stat
import zipfile

from django.utils.translation import gettext as _

from .refusal import Refused

MOST_ENTRIES, MOST_BYTES, MOST_RATIO = 2_000, 100_000_000, 200
# Macros, and other files hidden inside a document.
UNWANTED = ("vbaproject.bin", "vbadata.xml", "/embeddings/", "/activex/", "basic/", "scripts/", "oleobject")
ARCHIVES = (".zip", ".jar", ".7z", ".rar", ".gz")


def check_document(content: bytes, parts: set[str]) -> bytes:
    """Return ``content`` unchanged.

    :param parts: the names that a document of this kind always contains.
    :raises Refused: when it is no such document, holds macros or other files, or would unpack to more than any document.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise Refused(_("This document is damaged. Save it again and try once more.")) from error
    if len(entries) > MOST_ENTRIES or _unpacks_too_far(entries, len(content)):
        raise Refused(_("This document would unpack to far more than a document holds."))
    names = [entry.filename for entry in entries]
    if not parts <= set(names):
        raise Refused(_("This file is not a document of the kind that its name says."))
    if any(_is_unwanted(entry) for entry in entries):
        raise Refused(_("This document contains macros or other files. Save it without them, or as a PDF."))
    return content


def _unpacks_too_far(entries: list[zipfile.ZipInfo], size: int) -> bool:
    total = sum(entry.file_size for entry in entries)
    return total > MOST_BYTES or total > max(size, 1) * MOST_RATIO


def _is_unwanted(entry: zipfile.ZipInfo) -> bool:
    name = entry.filename.replace("\\", "/").casefold()
    is_link = stat.S_ISLNK(entry.external_attr >> 16)
    leaves = name.startswith("/") or ".." in name.split("/")
    return is_link or leaves or name.endswith(ARCHIVES) or any(part in f"/{name}" for part in UNWANTED)
