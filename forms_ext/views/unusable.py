"""Sendings that no browser makes: refused before anything in them counts."""

from urllib.parse import unquote_to_bytes

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

ENCODED, MULTIPART = "application/x-www-form-urlencoded", "multipart/form-data"


def refuse_head(request: HttpRequest) -> HttpResponse | None:
    """Return 415 for content that is no form, or is packed; None where the head is in order. Reads nothing of the body.

    :raises BadRequest: for a length that is none, or letters of another coding than UTF-8.
    """
    packed = request.headers.get("Content-Encoding", "identity").lower() != "identity"
    if request.content_type not in {ENCODED, MULTIPART} or packed:
        return HttpResponse(_("Only forms are taken here."), status=415, content_type="text/plain; charset=utf-8")
    length = request.headers.get("Content-Length") or "0"
    if not (length.isascii() and length.isdigit()):
        raise BadRequest("The length of the sending is no number.")
    if request.content_params.get("charset", "utf-8").lower() not in {"utf-8", "utf8"}:
        raise BadRequest("Forms are sent in UTF-8.")
    return None


def refuse_body(request: HttpRequest):
    """Refuse a body that was cut off, is no UTF-8, or has a name that no field can have; after its size was checked.

    Bytes that are no UTF-8 in a form of several parts become U+FFFD, which is an error at the field.

    :raises BadRequest: for each of these.
    """
    if any("\x00" in name for name in (*request.POST, *request.FILES)):
        raise BadRequest("A name in the sending cannot be.")
    if request.content_type != ENCODED:
        return
    if len(request.body) != int(request.headers.get("Content-Length") or 0):
        raise BadRequest("The sending is shorter than it says.")
    try:
        unquote_to_bytes(request.body).decode()
    except UnicodeDecodeError as error:
        raise BadRequest("The sending is no UTF-8.") from error
