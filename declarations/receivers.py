"""What happens after a publish. A receiver that was lost is healed by the next publish of the page."""

import logging

from django.db.models.signals import post_save
from django.dispatch import receiver
from wagtail.models import PageViewRestriction
from wagtail.signals import page_published, post_page_move

from forms_ext.signals import day_passed

from .actions import RecordWordingAction
from .models import DeclarationPage, Provision, TextImport

logger = logging.getLogger("convene.declarations")


@receiver(page_published, sender=DeclarationPage)
def record_wording(sender, instance, revision=None, **kwargs):
    try:
        RecordWordingAction(instance, revision=revision).execute()
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
