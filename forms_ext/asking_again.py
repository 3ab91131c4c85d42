"""Mail that asks for a consent again. It rests on the consents it names: once one of them changes, it must not be sent."""

from datetime import datetime, timedelta

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from forms_ext import conf
from forms_ext.emails import own_page_url, queue
from forms_ext.models import ConsentRecord, ConsentVersion, Message
from forms_ext.months import months_before
from forms_ext.states import DropReason, MessageKind, MessageState

RESTING = (MessageKind.RENEWAL, MessageKind.REMINDER)
UNSENT = (MessageState.QUEUED, MessageState.RETRY, MessageState.SENDING)


def ends_at(consent: ConsentRecord) -> datetime | None:
    """Return when a consent that was given ends by itself; None where its wording says nothing of it."""
    months = consent.version.content["refresh_after_months"]
    return months_before(consent.state_at, -months) if months else None


def ends_soon(consent: ConsentRecord) -> bool:
    """Tell whether a consent ends within the weeks in which its giver is reminded."""
    end = ends_at(consent)
    return end is not None and end <= timezone.now() + timedelta(weeks=conf.get("REMIND_WEEKS"))


def rest(message: Message | None, consents: list[ConsentRecord]) -> Message | None:
    """Write down on which consents a message rests, each with the length of its chain: any event makes it out of date."""
    if message is not None:
        message.rests_on = [[str(consent.pk), consent.length] for consent in consents]
        message.save(update_fields=["rests_on"])
    return message


def queue_renewal(consents: list[ConsentRecord], version: ConsentVersion) -> Message | None:
    """Ask one person to read the present wording of a statement: one message, whatever the number of registrations.

    :param consents: what the person gave to earlier wordings; the newest first.
    """
    newest = consents[0]
    submission = newest.submission
    start = f"{submission.reference}:{MessageKind.RENEWAL}:{version.pk}:"
    number = Message.objects.filter(transition__startswith=start).count() + 1
    with translation.override(submission.language):
        subject = _("Please read again: %(label)s") % {"label": version.content["short_label"]}
        others = [{"title": one.submission.page_title, "own_page": own_page_url(one.submission)} for one in consents[1:]]
        message = queue(MessageKind.RENEWAL, submission, subject, f"{version.pk}:{number}", consent=newest, others=others)
    return rest(message, consents)


def queue_reminder(consent: ConsentRecord) -> Message | None:
    """Tell a person that a consent ends soon unless it is given again."""
    submission = consent.submission
    with translation.override(submission.language):
        subject = _("Ends soon: %(label)s") % {"label": consent.version.content["short_label"]}
        number = f"{consent.field_key}:{consent.length}"
        message = queue(MessageKind.REMINDER, submission, subject, number, consent=consent, ends_at=ends_at(consent))
    return rest(message, [consent])


def still_rests(message: Message) -> bool:
    """Tell whether every consent that a message rests on stands as it stood when the message was written."""
    stood = dict(map(tuple, message.rests_on))
    standing = ConsentRecord.objects.given().filter(pk__in=stood).values_list("pk", "length")
    return {str(pk): length for pk, length in standing} == stood


def drop_resting(consent: ConsentRecord):
    """Drop what waits to be sent and rests on a consent that just changed; ask anew about what else such a message asked for."""
    if consent.submission is None or not consent.submission.email:
        return
    waiting = Message.objects.filter(kind__in=RESTING, to=consent.submission.email, state__in=UNSENT)
    for message in waiting.order_by("pk"):
        numbers = [number for number, _length in message.rests_on]
        if str(consent.pk) not in numbers:
            continue
        Message.objects.filter(pk=message.pk).update(state=MessageState.DROPPED, last_error=DropReason.SUPERSEDED)
        others = ConsentRecord.objects.given().filter(pk__in=numbers).exclude(pk=consent.pk)
        others = [one for one in others.select_related("submission", "version").order_by("-state_at") if one.submission]
        if message.kind == MessageKind.RENEWAL and others:
            queue_renewal(others, ConsentVersion.objects.get(pk=int(message.transition.split(":")[2])))
