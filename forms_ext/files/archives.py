"""Documents that are archives inside: Word and OpenDocument. The list of contents is checked, and what a document fetches from elsewhere."""

import html
import io
import re
import stat
import zipfile
import zlib

from django.utils.translation import gettext as _

from .refusal import Refused

MOST_ENTRIES, MOST_BYTES, MOST_RATIO = 2_000, 100_000_000, 200
# Macros, and other files hidden inside a document.
UNWANTED = ("vbaproject.bin", "vbadata.xml", "/embeddings/", "/activex/", "basic/", "scripts/", "oleobject")
# What Word fetches and runs as if it were a part: a template with macros, an object, another document. A link that waits for a
# press of a button is none of these, nor is a picture.
# Source: ECMA-376, part 1, sections 11 and 15 (kinds of relationships), and part 2 (their files).
FETCHED = re.compile(r"/(?:attachedTemplate|oleObject|package|subDocument|frame|control|vbaProject)[\"']", re.IGNORECASE)
OUTSIDE = re.compile(r"\bTargetMode\s*=\s*[\"']External")
LISTS, LONGEST_LIST = ".rels", 2_000_000
ENTRY = b"PK\x01\x02"
ARCHIVES = (".zip", ".jar", ".7z", ".rar", ".gz")


def check_document(content: bytes, parts: set[str]) -> bytes:
    """Return ``content`` unchanged.

    :param parts: the names that a document of this kind always contains.
    :raises Refused: when it is no such document, holds macros or other files, or would unpack to more than any document.
    """
    if content.count(ENTRY) > MOST_ENTRIES:  # before a list of that length is read
        raise Refused(_("This document would unpack to far more than a document holds."))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            if len(entries) > MOST_ENTRIES or _unpacks_too_far(entries, len(content)):
                raise Refused(_("This document would unpack to far more than a document holds."))
            fetches = any(_fetches(archive.open(entry).read(LONGEST_LIST)) for entry in entries if entry.filename.lower().endswith(LISTS))
    except Refused:
        raise
    except (zipfile.BadZipFile, zlib.error, ValueError, OSError, EOFError, RuntimeError) as error:
        raise Refused(_("This document is damaged. Save it again and try once more.")) from error
    names = [entry.filename for entry in entries]
    if not parts <= set(names):
        raise Refused(_("This file is not a document of the kind that its name says."))
    if fetches or any(_is_unwanted(entry) for entry in entries):
        raise Refused(_("This document contains macros or other files. Save it without them, or as a PDF."))
    return content


def _unpacks_too_far(entries: list[zipfile.ZipInfo], size: int) -> bool:
    total = sum(entry.file_size for entry in entries)
    return total > MOST_BYTES or total > max(size, 1) * MOST_RATIO


def _fetches(relations: bytes) -> bool:
    """Tell whether a list of relations names something from elsewhere that runs here; a list in an unusual coding counts as one."""
    text = html.unescape(relations.decode("utf-8", "replace"))
    if "\x00" in text:
        return True
    tags = (part.partition(">")[0] for part in text.split("<"))
    return any(FETCHED.search(tag) and OUTSIDE.search(tag) for tag in tags)


def _is_unwanted(entry: zipfile.ZipInfo) -> bool:
    name = entry.filename.replace("\\", "/").casefold()
    is_link = stat.S_ISLNK(entry.external_attr >> 16)
    leaves = name.startswith("/") or ".." in name.split("/")
    return is_link or leaves or name.endswith(ARCHIVES) or any(part in f"/{name}" for part in UNWANTED)
