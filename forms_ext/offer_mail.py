"""What visitors are told about places that are offered to them."""

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from forms_ext.composing import calendar_of, host_of
from forms_ext.emails import absolute, number_of, queue
from forms_ext.models import AccessLink, Claim, Submission
from forms_ext.models.host_pages import host_page
from forms_ext.models.links import Purpose
from forms_ext.states import ClaimState


def offer_path(submission: Submission) -> str:
    """Return the path of the page on which the visitor takes an offered place or leaves it to the next."""
    return reverse("forms_ext:offer", args=[AccessLink.issue(submission, Purpose.OFFER).token])


def moment_words(claim: Claim) -> str:
    """Return until when an offered place can be taken, on the clocks of the host and in its words."""
    host = host_page(claim.pool.host_key, claim.submission.language)
    return host.moment_words(claim.offer_until) if host else claim.offer_until.isoformat(" ", timespec="minutes")


def queue_offer(claim: Claim):
    """Tell somebody who waited that a place is offered, until when, and where to take it."""
    submission = claim.submission
    with translation.override(submission.language):
        subject = _("A place is offered to you: %(title)s") % {"title": claim.title}
        context = {"until": moment_words(claim), "offer_page": absolute(offer_path(submission))}
        return queue("offer", submission, subject, number_of(claim), claim=claim, **context)


def queue_lapsed(claim: Claim):
    """Tell somebody that the time to take a place is over, and how to queue again."""
    submission = claim.submission
    with translation.override(submission.language):
        # A page that was cancelled or closed meanwhile gives no place to anybody.
        subject = _("The offered place went to the next person: %(title)s") if claim.pool.offered else _("The offer has ended: %(title)s")
        subject %= {"title": claim.title}
        context = {"until": moment_words(claim), "offer_page": absolute(offer_path(submission))}
        return queue("lapsed", submission, subject, number_of(claim), claim=claim, **context)


def queue_passed(claim: Claim):
    """Confirm that somebody left an offered place to the next."""
    submission = claim.submission
    with translation.override(submission.language):
        subject = _("You left the place to the next person: %(title)s") % {"title": claim.title}
        context = {"offer_page": absolute(offer_path(submission))}
        return queue("passed", submission, subject, number_of(claim), claim=claim, **context)


def queue_requeued(claim: Claim):
    """Tell somebody who asked once more where the registration stands now."""
    submission = claim.submission
    with translation.override(submission.language):
        subject = _("Back on the waiting list: %(title)s") if claim.state == "waiting" else _("You have a place: %(title)s")
        host = host_of(submission)
        files = calendar_of(submission, host) if claim.state == ClaimState.CONFIRMED else []
        told = {"claim": claim, "host": host, "attachments": files}
        return queue("requeued", submission, subject % {"title": claim.title}, number_of(claim), **told)
