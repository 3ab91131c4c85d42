"""What the office is told by mail: that something came in, and where it is. Never a name, an address or an answer."""

import re

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from forms_ext import conf
from forms_ext.ledger import sha256
from forms_ext.models import FormHost, Message, Submission
from forms_ext.schema.letters import LETTERS
from forms_ext.schema.recipients import addresses
from forms_ext.states import MessageKind

NOTICE, DIGEST = MessageKind.NOTICE.value, MessageKind.DIGEST.value


def queue_notice(host: FormHost, submission: Submission) -> list[Message]:
    """Tell the office of ``host`` that a submission came in; one message to each recipient, once for each submission."""
    with translation.override(host.locale.language_code):
        reference = f"{submission.reference[:4]} {submission.reference[4:]}"
        subject = _("New: %(reference)s, %(title)s") % {"reference": reference, "title": submission.page_title}
        context = {
            "submission": submission,
            "reference": reference,
            "title": submission.page_title,
            "state": submission.get_state_display(),
        }
        context["url"] = conf.get("BASE_URL").rstrip("/") + reverse("desk:detail", args=[submission.pk])
        return _queue(host, "notice", subject, submission.reference, context, submission=submission)


def queue_digest(host: FormHost, letter: str, period: str, moment: str, figures: dict[str, int], **fields) -> list[Message]:
    """Tell the office of ``host`` what happened in a period; once for each period.

    :param letter: ``digest:day`` or ``digest:hour``.
    :param period: what tells the period from others.
    :param moment: the period in words, in the language of the page.
    :param figures: how many there were of each: ``new``, ``held``, ``waiting``, ``cancelled``.
    """
    with translation.override(host.locale.language_code):
        subject = LETTERS[letter].subject % {"title": host.title}
        url = conf.get("BASE_URL").rstrip("/") + reverse("desk:index")
        context = {"title": host.title, "moment": moment, "figures": figures, "url": url}
        return _queue(host, letter, subject, f"{host.host_key}:{period}", context, page_id=host.pk, **fields)


def _queue(host, letter, subject, transition, context, **fields) -> list[Message]:
    kind, subject = LETTERS[letter].kind, " ".join(subject.split())
    context |= {"subject": subject, "language": host.locale.language_code}
    texts = {form: render_to_string(f"forms_ext/emails/{kind}.{form}", context) for form in ("txt", "html")}
    written = {
        "kind": kind,
        "letter": letter,
        "subject": subject[:255],
        "text": re.sub(r"\n{3,}", "\n\n", texts["txt"]),
        "html": texts["html"],
        "language": host.locale.language_code,
        **fields,
    }
    queued = []
    for address in addresses(host.recipients):
        key = f"{transition}:{letter}:{sha256(address)[:16]}"
        message, created = Message.objects.get_or_create(transition=key, defaults={**written, "to": address})
        if created:
            queued.append(message)
    return queued
