"""What happens after a publish. A receiver that was lost is healed by the next publish of the page."""

import logging

from django.db.models.signals import post_save
from django.dispatch import receiver
from wagtail.models import PageViewRestriction
from wagtail.signals import page_published, post_page_move

from forms_ext import signals
from forms_ext.actions import SyncHostAction
from forms_ext.signals import day_passed

from .actions import RecordWordingAction
from .actions.carry import CarryOverAction
from .actions.endorse import erase_endorsement, open_endorsement, settle, tell_again
from .models import DeclarationPage, Endorsement, Provision, TextImport

logger = logging.getLogger("convene.declarations")


@receiver(page_published, sender=DeclarationPage)
def record_wording(sender, instance, revision=None, **kwargs):
    try:
        version = RecordWordingAction(instance, revision=revision).execute()
        if version is not None:
            # Only now the form names the version that it is tied to.
            SyncHostAction(instance.host_key).execute()
            CarryOverAction(version).execute()
    except Exception:
        # Publishing is not atomic: an error here would show a failure although the page is live.
        logger.exception("The wording of page %s was not recorded; publish it again.", instance.pk)


@receiver(day_passed)
def forget_old_imports(sender, **kwargs):
    """Texts that nobody takes apart any more go by themselves."""
    TextImport.forget_old()


@receiver(post_save, sender=PageViewRestriction)
def hide_last_wordings(sender, instance, **kwargs):
    """A page that was made private keeps its wording private when it is deleted later."""
    hide_below(instance.page)


@receiver(post_page_move)
def hide_moved_wordings(sender, instance, **kwargs):
    """A page that was moved below a private one is private like it."""
    if instance.get_view_restrictions().exists():
        hide_below(instance)


def hide_below(page):
    """Keep the last wordings of all declarations at and below ``page`` from the public."""
    below = DeclarationPage.objects.descendant_of(page, inclusive=True)
    Provision.objects.filter(declaration_key__in=below.values("translation_key")).update(public=False)


@receiver(signals.submitted)
def endorse(sender, submission, user=None, **kwargs):
    """A sending of a declaration's form is an endorsement, written in the same transaction."""
    if submission.signs:
        settle(open_endorsement(submission, user=user), user)


@receiver([signals.confirmed, signals.decided, signals.cancelled])
def follow(sender, submission, user=None, **kwargs):
    """What becomes of the sending becomes of the endorsement."""
    if (endorsement := endorsement_of(submission)) is not None:
        settle(endorsement, user)


@receiver(signals.changed)
def follow_answers(sender, submission, user=None, **kwargs):
    if (endorsement := endorsement_of(submission)) is not None:
        tell_again(endorsement, user)


@receiver(signals.erased)
def follow_erasure(sender, submission, user=None, **kwargs):
    if (endorsement := endorsement_of(submission)) is not None:
        erase_endorsement(endorsement, user)


def endorsement_of(submission) -> Endorsement | None:
    """Return the endorsement that a submission is, with the submission as it is now; None where it is none."""
    endorsement = Endorsement.objects.filter(submission=submission).first()
    if endorsement is not None:
        endorsement.submission = submission
    return endorsement
