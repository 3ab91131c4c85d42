"""Pictures are drawn again: what cameras, programs and attackers wrote into the file does not come along."""

import io
import threading

from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from .refusal import Refused

# 40 megapixels: more than telephones make. Checked from the header, before a single pixel is unpacked.
MOST_PIXELS = 40_000_000
# A few kilobytes may unpack to a whole picture of that size: one after the other in each process, however many come at once.
ONE_AT_A_TIME = threading.Lock()
SAVING = {"JPEG": {"quality": 90}, "PNG": {}, "WEBP": {"quality": 90}}


def drawn_again(content: bytes, name: str) -> bytes:
    """Return the picture in the same format without place, camera, comments and anything behind its end.

    :param name: the format's name in Pillow: ``JPEG``, ``PNG`` or ``WEBP``.
    :raises Refused: when it is no such picture, damaged, or too large.
    """
    try:
        with Image.open(io.BytesIO(content), formats=[name]) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise Refused(_("This picture has too many pixels. Make it smaller and send it again."))
            with ONE_AT_A_TIME:
                return _drawn(picture, name)
    except Image.DecompressionBombError as error:
        raise Refused(_("This picture has too many pixels. Make it smaller and send it again.")) from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        if isinstance(error, Refused):
            raise
        raise Refused(_("This picture is damaged. Save it again and try once more.")) from error


def _drawn(picture: Image.Image, name: str) -> bytes:
    """Return the picture without anything but its pixels; it is unpacked once and copied only where its colours have to change."""
    ImageOps.exif_transpose(picture, in_place=True)
    mode = "RGBA" if name != "JPEG" and ("A" in picture.mode or "transparency" in picture.info) else "RGB"
    clean = picture if picture.mode == mode else picture.convert(mode)
    clean.info.clear()
    written = io.BytesIO()
    clean.save(written, name, save_all=False, **SAVING[name])
    return written.getvalue()
