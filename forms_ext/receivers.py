"""What happens after a publish. Each receiver may fail or be lost: the next publish, sending or ``run_jobs`` heals it."""

import logging

from django.dispatch import receiver
from wagtail.models import ReferenceIndex
from wagtail.signals import page_published, page_unpublished, published

from .actions import SyncHostAction, SyncStatementAction
from .models import ConsentStatement, FormHost

logger = logging.getLogger("convene.forms")


def sync(page):
    """Bring the rows of a host in line; a failure must not turn a finished publish into an error page."""
    if not isinstance(page, FormHost) or page.alias_of_id:
        return
    try:
        SyncHostAction(page.host_key).execute()
    except Exception:
        logger.exception("Host of page %s was not synchronised; run_jobs will do it.", page.pk)


@receiver([page_published, page_unpublished])
def sync_host(sender, instance, **kwargs):
    sync(instance)


@receiver(published, sender=ConsentStatement)
def sync_statement(sender, instance, revision=None, **kwargs):
    SyncStatementAction(instance, revision=revision).execute()
    for reference in ReferenceIndex.get_references_to(instance).select_related("base_content_type"):
        model = reference.base_content_type.model_class()
        if issubclass(model, FormHost):
            page = reference.content_type.get_object_for_this_type(pk=reference.object_id)
            if page.live:
                sync(page)
