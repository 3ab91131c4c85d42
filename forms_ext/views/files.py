"""Files that come with a form, and handing them out."""

from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _

from forms_ext.actions.uploads import KeepFileAction
from forms_ext.files import Refused, inspect
from forms_ext.models import Upload
from forms_ext.schema import kept_files
from forms_ext.schema.frozen import Frozen, questions
from forms_ext.schema.items import html_name
from forms_ext.schema.kinds.files import File

INPUT = "_file"
# A few files of 20 MB; what a form takes beside them is a small part of this.
MOST_BYTES_WITH_FILES = 64_000_000


def size_of_files(request: HttpRequest) -> int:
    """Return how many bytes of a sending are files."""
    return sum(file.size for _name, files in request.FILES.lists() for file in files)


def keep_files(request: HttpRequest, frozen: Frozen, host_key: Any) -> tuple[QueryDict, dict[str, str]]:
    """Keep what came with a form and return its data, with a name for each kept file, and what was refused.

    Before the host is locked: nothing is written to the disk while others wait.

    :returns: the posted data, and the sentences by name of the input.
    """
    asked = [spec for spec in questions(frozen) if spec["kind"] == "file"]
    data, refused = request.POST, {}
    if not asked:
        return data, refused
    data, known = data.copy(), request.__dict__.setdefault("known_files", {})
    for spec in asked:
        name = html_name(spec["key"])
        files = request.FILES.getlist(name + INPUT)
        if not files:
            continue
        # A form that changed meanwhile is looked at twice in one request: its files are kept once.
        if name not in known:
            try:
                known[name] = keep(files, spec, host_key), ""
            except Refused as error:
                known[name] = "", str(error)
        data[name], sentence = known[name]
        if sentence:
            refused[name] = sentence
    return data, refused


def keep(files: list, spec: dict, host_key: Any) -> str:
    """Return the text of the hidden input for the one file among ``files``.

    :raises Refused: with a sentence for the visitor.
    """
    if len(files) > 1:
        raise Refused(_("Choose one file: %(label)s") % {"label": spec["label"]})
    sent = files[0]
    if sent.size > File.megabytes(spec) * 1_000_000:
        raise Refused(_("“%(name)s” is larger than %(number)s MB.") % {"name": sent.name, "number": File.megabytes(spec)})
    upload = KeepFileAction(host_key, spec["key"], inspect(sent.name, sent.read(), File.kinds(spec))).execute()
    return kept_files.sign(upload)


def download(upload: Upload) -> HttpResponse:
    """Answer with a file as a download that no browser opens inside a page; never in parts and never from a cache.

    :raises Http404: when its content is gone.
    """
    try:
        content = upload.content.open()
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(content, as_attachment=True, filename=upload.name, content_type="application/octet-stream")
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response
