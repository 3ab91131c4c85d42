"""Pictures are drawn again: what cameras, programs and attackers wrote into the file does not come along."""

import io

from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from .refusal import Refused

# 40 megapixels: more than telephones make. Checked from the header, before a single pixel is unpacked.
MOST_PIXELS = 40_000_000
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
            return _drawn(picture, name)
    except Image.DecompressionBombError as error:
        raise Refused(_("This picture has too many pixels. Make it smaller and send it again.")) from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        if isinstance(error, Refused):
            raise
        raise Refused(_("This picture is damaged. Save it again and try once more.")) from error


def _drawn(picture: Image.Image, name: str) -> bytes:
    upright = ImageOps.exif_transpose(picture)
    mode = "RGBA" if name != "JPEG" and ("A" in upright.mode or "transparency" in upright.info) else "RGB"
    clean = Image.new(mode, upright.size)
    clean.paste(upright.convert(mode))
    written = io.BytesIO()
    clean.save(written, name, **SAVING[name])
    return written.getvalue()
