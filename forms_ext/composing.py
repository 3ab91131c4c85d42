"""From a submission to the words of a message: what the page says of itself, the editor's wording, the templates."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from wagtail.models import Page

from forms_ext.markup import visible_html
from forms_ext.models import Claim, FormHost, MailTemplate, Submission
from forms_ext.models.mail_templates import Wording
from forms_ext.schema.frozen import first_of_kind
from forms_ext.schema.letters import Letter, harmless_name
from forms_ext.schema.occasion import Occasion
from forms_ext.schema.plain import plain_text
from forms_ext.states import ClaimState

ABOUT_REGISTRATIONS = {"decision", "cancellation"}


@dataclass(frozen=True)
class Mail:
    """The words of one message."""

    subject: str
    text: str
    html: str


def host_of(submission: Submission) -> FormHost | None:
    """Return the live page that the submission was sent to, or None where there is none any more; read once for a submission in hand."""
    if not hasattr(submission, "live_host"):
        page = Page.objects.filter(pk=submission.page_id, live=True).first()
        page = page and page.specific
        submission.live_host = page if isinstance(page, FormHost) else None
    return submission.live_host


def occasion_of(submission: Submission, host: FormHost | None = None) -> Occasion:
    """Return when and where it takes place, as the page says now; in the active language."""
    host = host or host_of(submission)
    return host.occasion() if host else Occasion()


def calendar_of(submission: Submission, host: FormHost | None, claims: Iterable[Claim] | None = None) -> list[dict]:
    """Return the calendar file of what the submission holds a confirmed place in, as attachments: one or none.

    :param claims: the claims of the submission, where the caller has them.
    """
    if host is None:
        return []
    claims = submission.claims.select_related("pool") if claims is None else claims
    text = host.calendar_file({claim.pool.item for claim in claims if claim.state == ClaimState.CONFIRMED})
    # RFC 5545, section 3.7.2: what the file says of its method, its content type has to say, too.
    return [{"name": "event.ics", "type": "text/calendar; method=PUBLISH", "text": text}] if text else []


def note_of(claim: Claim) -> str:
    """Return when and where a side event takes place, in the words of the form that was sent."""
    spec = first_of_kind(claim.submission.frozen, "attendance") or {}
    return next((option.get("note", "") for option in spec.get("options", ()) if option["key"] == claim.pool.item), "")


def own_words(host: FormHost | None) -> dict[str, str]:
    """Return what the page itself wants to say on a receipt: its thanks, and what happens next; as HTML and as text."""
    words = {}
    for name in ("thank_you", "what_next"):
        html = visible_html(getattr(host, name, ""))
        words |= {name: mark_safe(html), f"{name}_text": plain_text(html)}  # noqa: S308 -- cleaned by ``visible_html``
    return words


def without_gaps(text: str) -> str:
    """Return ``text`` with one empty line at most where a template left several."""
    return re.sub(r"\n(?:[ \t]*\n){2,}", "\n\n", text)


def values_of(letter: Letter, submission: Submission, own_page: str, occasion: Occasion, context: dict) -> dict[str, str]:
    """Return what stands for each variable of ``letter``."""
    claim, consent = context.get("claim"), context.get("consent")
    values = {
        "name": harmless_name(submission.display_name),
        "reference": f"{submission.reference[:4]} {submission.reference[4:]}",
        "title": submission.page_title,
        "when": occasion.when,
        "place": occasion.place,
        "own_page": own_page,
        "side_event": claim.title if claim else "",
        "position": context.get("position", ""),
        "until": context.get("until", ""),
        "reason": submission.decline_reason,
        "consent": consent.version.content["short_label"] if consent else "",
    }
    return {name: values.get(name, "") for name in letter.allowed}


def composed(letter: Letter, submission: Submission, *, subject: str, own_page: str, occasion: Occasion, context: dict) -> Mail:
    """Return the message: the editor's published words where there are some, the shipped ones otherwise.

    :param subject: the shipped subject.
    :param context: what the templates of this kind ask for beyond the submission.
    """
    # An editor's words about a registration are wrong about a signature: it keeps the shipped ones.
    foreign = submission.signs and letter.kind in ABOUT_REGISTRATIONS
    template = None if foreign else MailTemplate.objects.published(letter.key, submission.language)
    wording = template.wording(values_of(letter, submission, own_page, occasion, context)) if template else Wording()
    subject = " ".join((wording.subject or subject).split())
    context = {**context, "submission": submission, "own_page": own_page, "occasion": occasion, "wording": wording, "subject": subject}
    return Mail(
        subject,
        without_gaps(render_to_string(f"forms_ext/emails/{letter.kind}.txt", context)),
        render_to_string(f"forms_ext/emails/{letter.kind}.html", context),
    )
