"""Answers to questions that were removed while the visitor wrote: kept, and shown in the wording they once had."""

from forms_ext.models import FormVersion, Submission
from forms_ext.schema.frozen import CONSENTS, Field, Frozen, by_key
from forms_ext.schema.kinds import KINDS
from forms_ext.schema.questions import answer_text, html_name, posted
from forms_ext.schema.signs import shown, tidy

PREFIX = "x_"
MOST = 5_000
# These have records of their own: a consent keeps the wording that was seen, a side event its place. A file is no text.
APART = CONSENTS | {"attendance", "file"}


def extras_name(key: str) -> str:
    """Return the name of the hidden input that carries such an answer through an error page."""
    return PREFIX + key.replace("-", "")


def asked_once(host_key, language: str) -> dict[str, Field]:
    """Return every question that the form ever asked in ``language``, in the newest wording."""
    asked: dict[str, Field] = {}
    for version in FormVersion.objects.filter(host_key=host_key, language=language).order_by("pk"):
        asked |= by_key(version.frozen)
    return asked


def removed_answers(submission: Submission) -> list[tuple[str, str]]:
    """Return question and answer of what was removed meanwhile, in the order of the form, then what no form explains."""
    if not submission.extras:
        return []
    asked = asked_once(submission.host_key, submission.language) | by_key(submission.frozen)
    # A database may give the keys back in any order.
    known = [(spec["label"], answer_text(spec, submission.extras[key])) for key, spec in asked.items() if key in submission.extras]
    return [*known, *sorted((key, str(answer)) for key, answer in submission.extras.items() if key not in asked)]


def left_over(host_key, language: str, live: Frozen, data) -> dict[str, str | list[str]]:
    """Return what was written for questions that the form once asked and now does not, by key.

    Only for questions that existed: nobody can make up others. Consents, side events and files are no mere text and stay out.
    """
    now = {html_name(key) for key in by_key(live)}
    if not any(name.startswith(PREFIX) or (name.startswith("f_") and name not in now) for name in data):
        return {}
    gone = {key: spec for key, spec in asked_once(host_key, language).items() if html_name(key) not in now and spec["kind"] not in APART}
    return {key: given for key, spec in gone.items() if (given := _given(spec, data))}


def _given(spec: Field, data) -> str | list[str]:
    """Return what was sent for a question that is gone, unchecked and without control characters; of several options all."""
    sent = data.getlist(html_name(spec["key"])) or data.getlist(extras_name(spec["key"]))
    texts = [text for text in (tidy(shown(one[:MOST])) for one in sent) if text]
    return texts if KINDS[spec["kind"]].many else "".join(texts[-1:])


def as_inputs(extras: dict[str, str | list[str]]) -> list[tuple[str, str]]:
    """Return names and values of the hidden inputs that carry ``extras`` through an error page."""
    return [(extras_name(key), text) for key, given in extras.items() for text in ([given] if isinstance(given, str) else given)]


def written_down(frozen: Frozen, data) -> list[tuple[str, str]]:
    """Return question and answer of everything that was written, for giving it back where nothing can be stored."""
    given = posted(frozen, data)
    pairs = ((spec["label"], answer_text(spec, given[key])) for key, spec in by_key(frozen).items() if spec["kind"] not in CONSENTS)
    return [(label, text) for label, text in pairs if text]
