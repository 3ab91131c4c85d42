"""What visitors are told by mail. Messages are only queued here; ``send_outbox`` sends them."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from forms_ext import conf
from forms_ext.composing import calendar_of, composed, host_of, note_of, occasion_of, own_words
from forms_ext.models import AccessLink, Claim, ConsentRecord, Message, Submission
from forms_ext.models.links import Purpose
from forms_ext.schema.letters import Until, letter_for
from forms_ext.schema.plain import plain_text
from forms_ext.states import ClaimState, MessageKind, MessageState, SubmissionState

DECISION = "decision"
# The same person is asked or told the same thing about one form once an hour at most, however often somebody sends the address.
# How much can be sent to one address through all forms together is for ``actions.suspicion`` to limit.
PAUSE = timedelta(hours=1)


def absolute(path: str) -> str:
    """Return the full address of ``path`` for use in mail."""
    return conf.get("BASE_URL").rstrip("/") + path


def own_page_url(submission: Submission, link: AccessLink | None = None) -> str:
    """Return the full address of the visitor's own page.

    :param link: the link to it, where the caller has it.
    """
    link = link or AccessLink.issue(submission, Purpose.MANAGE)
    return absolute(reverse("forms_ext:own_page", args=[link.token]))


def queue(
    kind: str,
    submission: Submission,
    subject: str,
    number: object,
    *,
    delay=timedelta(0),
    attachments=(),
    tells="",
    situation="",
    claim: Claim | None = None,
    host=None,
    own_page="",
    **context,
):
    """Queue one message in the submission's language; nothing where there is no address.

    Call it with the submission's language active. The kind needs an entry in :mod:`forms_ext.schema.letters`.

    :param subject: the shipped subject; published words of an editor take its place.
    :param number: what tells this transition from others of the same kind.
    :param tells: the state that the visitor knows after reading it.
    :param situation: which letter of its kind this is, where there are several.
    :param claim: the place that it is about.
    :param host: the page, where the caller has it.
    :param own_page: the link of the message, where it is not that of the visitor's own page.
    """
    if not submission.email:
        return None
    letter = letter_for(f"{kind}:{situation}" if situation else kind)
    occasion = occasion_of(submission, host)
    context |= {"claim": claim}
    link = own_page or own_page_url(submission)
    mail = composed(letter, submission, subject=subject, own_page=link, occasion=occasion, context=context)
    return Message.objects.create(
        submission=submission,
        claim=claim,
        kind=kind,
        letter=letter.key,
        transition=f"{submission.reference}:{kind}:{number}",
        to=submission.email,
        subject=mail.subject[:255],
        text=mail.text,
        html=mail.html,
        attachments=list(attachments),
        tells=tells,
        language=submission.language,
        not_before=timezone.now() + delay,
        expires_at={Until.END: occasion.ends_at, Until.OFFER: claim and claim.offer_until}.get(letter.until),
    )


def queue_receipt(
    submission: Submission,
    host,
    claims: list[Claim] | None = None,
    consents: list[ConsentRecord] | None = None,
    link: AccessLink | None = None,
):
    """Tell a visitor that the sending arrived, where it stands and how to change it.

    :param claims: its places and turns, where the caller has them.
    :param consents: its consents, where the caller has them.
    :param link: the link to the visitor's own page, where the caller has it.
    """
    with translation.override(submission.language):
        claims = list(submission.claims.select_related("pool", "submission__form_version")) if claims is None else claims
        main = next((claim for claim in claims if claim.pool.is_main), None)
        side = [claim for claim in claims if not claim.pool.is_main]
        for claim in side:
            claim.note = note_of(claim)
        consents = list(submission.consents.select_related("version")) if consents is None else consents
        for consent in consents:
            consent.plain = plain_text(consent.version.html)
        missed = submission.missed_beside({claim.pool.item for claim in claims})
        context = {"main": main, "side": side, "missed": missed, "consents": consents, **own_words(host)}
        return queue(
            "receipt",
            submission,
            receipt_subject(submission, main),
            1,
            attachments=calendar_of(submission, host, claims),
            tells=submission.state,
            own_page=own_page_url(submission, link) if link else "",
            situation=main.state if main else "signed" if submission.signs else "sent",
            position=str(main.queue_position()) if main and main.state == ClaimState.WAITING else "",
            host=host,
            **context,
        )


def receipt_subject(submission: Submission, main: Claim | None) -> str:
    """Return the subject line that says where a sending stands."""
    title = submission.page_title
    if submission.signs:
        return _("Your signature: %(title)s") % {"title": title}
    if main is None:
        return _("We have your message: %(title)s") % {"title": title}
    if main.state == ClaimState.WAITING:
        return _("You are on the waiting list: %(title)s") % {"title": title}
    if submission.state == SubmissionState.ACCEPTED:
        return _("You are registered: %(title)s") % {"title": title}
    return _("We have your registration: %(title)s") % {"title": title}


def queue_confirmation(submission: Submission):
    """Ask whoever has the address to confirm it: one such message of a form an hour, nothing the visitor wrote in it."""
    address = absolute(reverse("forms_ext:confirm", args=[AccessLink.issue(submission, Purpose.CONFIRM).token]))
    here = Message.objects.filter(to__iexact=submission.email, submission__host_key=submission.host_key)
    asked = here.filter(kind=MessageKind.CONFIRM, not_before__gt=timezone.now() - PAUSE)
    if asked.filter(submission=submission).exists():
        return None
    last = asked.order_by("not_before").values_list("not_before", flat=True).last()
    delay = max(last + PAUSE - timezone.now(), timedelta(0)) if last else timedelta(0)
    with translation.override(submission.language):
        subject = _("Please confirm your address: %(title)s") % {"title": submission.page_title}
        number = submission.messages.filter(kind=MessageKind.CONFIRM).count() + 1
        days = conf.get("CONFIRM_DAYS")
        return queue(
            MessageKind.CONFIRM.value, submission, subject, number, delay=delay, own_page=address, days=days, tells=submission.state
        )


def queue_again(counted: Submission, submission: Submission):
    """Tell an address that something was sent with it a second time: one such message of a form an hour.

    :param counted: the sending that counts; the message links to it.
    :param submission: the second one, which is held.
    """
    here = Message.objects.filter(to__iexact=counted.email, submission__host_key=counted.host_key)
    if here.filter(kind=MessageKind.AGAIN, created_at__gt=timezone.now() - PAUSE).exists():
        return None
    with translation.override(counted.language):
        subject = _("You have sent this before: %(title)s") % {"title": counted.page_title}
        return queue(MessageKind.AGAIN.value, counted, subject, submission.reference)


def queue_promotion(claim: Claim):
    """Tell somebody who waited that a place is free now."""
    submission = claim.submission
    with translation.override(submission.language):
        subject = _("You have a place: %(title)s") % {"title": claim.title}
        tells = submission.state if claim.pool.is_main else ""
        host = host_of(submission)
        files = calendar_of(submission, host)
        return queue("promotion", submission, subject, number_of(claim), claim=claim, tells=tells, host=host, attachments=files)


def queue_cancellation(submission: Submission):
    """Confirm that a registration was cancelled."""
    drop_undecided(submission)
    with translation.override(submission.language):
        words = _("Withdrawn: %(title)s") if submission.signs else _("Cancelled: %(title)s")
        subject = words % {"title": submission.page_title}
        return queue("cancellation", submission, subject, submission.version_no, tells=submission.state)


def queue_leave(claim: Claim):
    """Confirm that a place in a side event was given back."""
    with translation.override(claim.submission.language):
        subject = _("Place given back: %(title)s") % {"title": claim.title}
        return queue("leave", claim.submission, subject, number_of(claim), claim=claim)


def queue_withdrawal(consent: ConsentRecord):
    """Confirm that a consent was withdrawn."""
    if consent.submission is None:
        return None
    with translation.override(consent.submission.language):
        subject = _("Consent withdrawn: %(label)s") % {"label": consent.version.content["short_label"]}
        return queue("withdrawal", consent.submission, subject, f"{consent.field_key}:{consent.length}", consent=consent)


def queue_change(submission: Submission, revision, labels: list[str], *, reopened: bool):
    """Confirm that answers were changed; the labels of the questions are told, never the answers."""
    if reopened:
        drop_undecided(submission)
    with translation.override(submission.language):
        subject = _("Your answers are changed: %(title)s") % {"title": submission.page_title}
        tells = submission.state if reopened else ""
        return queue("change", submission, subject, revision.number, tells=tells, labels=labels, reopened=reopened)


def queue_join(claim: Claim):
    """Confirm that somebody joined a side event, or waits for a place in it."""
    with translation.override(claim.submission.language):
        subject = _("Side event: %(title)s") % {"title": claim.title}
        position = str(claim.queue_position()) if claim.state == ClaimState.WAITING else ""
        host = host_of(claim.submission)
        files = calendar_of(claim.submission, host) if claim.state == ClaimState.CONFIRMED else []
        return queue("join", claim.submission, subject, number_of(claim), claim=claim, position=position, host=host, attachments=files)


def queue_consent(consent: ConsentRecord):
    """Confirm that a consent was given after sending."""
    with translation.override(consent.submission.language):
        subject = _("Consent given: %(label)s") % {"label": consent.version.content["short_label"]}
        return queue("consent", consent.submission, subject, f"{consent.field_key}:{consent.length}", consent=consent)


def queue_link(submission: Submission, link: AccessLink):
    """Send the new link to the own page."""
    with translation.override(submission.language):
        subject = _("Your new link: %(title)s") % {"title": submission.page_title}
        return queue("link", submission, subject, link.salt)


def queue_erasure(submission: Submission):
    """Confirm that a request for erasure arrived."""
    with translation.override(submission.language):
        subject = _("Your request for erasure: %(title)s") % {"title": submission.page_title}
        return queue("erasure", submission, subject, 1)


def queue_decision(submission: Submission, *, delay: timedelta):
    """Tell a visitor of a decision, unless it takes back one that was never told."""
    drop_undecided(submission)
    known = submission.messages.exclude(state=MessageState.DROPPED).exclude(tells="").order_by("-created_at", "-pk").first()
    if known and known.tells == submission.state:
        return None
    with translation.override(submission.language):
        host = host_of(submission)
        files = calendar_of(submission, host) if submission.state == SubmissionState.ACCEPTED else []
        subject, state = decision_subject(submission), submission.state
        return queue(
            DECISION, submission, subject, submission.version_no, delay=delay, tells=state, situation=state, host=host, attachments=files
        )


def decision_subject(submission: Submission) -> str:
    """Return the subject line that tells a decision, in the active language."""
    if submission.signs:
        return _("About your signature: %(title)s") % {"title": submission.page_title}
    subjects = {
        SubmissionState.ACCEPTED: _("You are registered: %(title)s"),
        SubmissionState.DECLINED: _("About your registration: %(title)s"),
        SubmissionState.RECEIVED: _("We have your registration: %(title)s"),
    }
    return subjects[SubmissionState(submission.state)] % {"title": submission.page_title}


def preview_decision(submission: Submission, state: str, reason: str = "") -> dict[str, str] | None:
    """Return subject and text of the message that a decision would send; None where nobody can be told. Writes nothing.

    The private link of the visitor is left out: staff must not act in a visitor's name.

    :param state: the state that the decision would lead to.
    """
    if not submission.email:
        return None
    told = Submission(reference=submission.reference, page_title=submission.page_title, state=state, decline_reason=reason)
    told.language, told.display_name, told.subject = submission.language, submission.display_name, submission.subject
    with translation.override(submission.language):
        letter = letter_for(f"{DECISION}:{state}")
        own_page = absolute(reverse("forms_ext:own_page", args=["private"]))
        mail = composed(letter, told, subject=decision_subject(told), own_page=own_page, occasion=occasion_of(submission), context={})
        return {"subject": mail.subject, "text": mail.text.strip().removeprefix(mail.subject).strip()}


def drop_undecided(submission: Submission):
    """Drop the message of a decision that is still within the time to undo."""
    undone = submission.messages.filter(kind=DECISION, state=MessageState.QUEUED, not_before__gt=timezone.now())
    undone.update(state=MessageState.DROPPED)


def number_of(claim: Claim) -> str:
    """Return what tells this turn of a claim from another: a person who comes back has a new place in the queue."""
    return f"{claim.pool_id}:{claim.seq}"
