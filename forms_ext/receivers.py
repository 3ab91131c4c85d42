"""What happens after a publish. Each receiver may fail or be lost: the next publish, sending or ``run_jobs`` heals it."""

import logging

from django.dispatch import receiver
from wagtail.models import Page, ReferenceIndex
from wagtail.signals import page_published, page_unpublished, published

from . import signals
from .actions import SyncHostAction, SyncStatementAction
from .actions.notify import NoticeAction
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
    for page in hosts_using(instance):
        sync(page)


def hosts_using(statement: ConsentStatement) -> list[FormHost]:
    """Return one live page of each host that uses the statement in any of its languages.

    A form in German that names the English statement shows the German one: each language has to heal them all.
    """
    hosts = {}
    for language in ConsentStatement.objects.filter(translation_key=statement.translation_key):
        for reference in ReferenceIndex.get_references_to(language).select_related("content_type"):
            # The base content type of every page is that of plain pages.
            model = reference.content_type.model_class()
            if model and issubclass(model, FormHost):
                page = Page.objects.filter(pk=reference.object_id, live=True, alias_of=None).specific().first()
                if page:
                    hosts[page.host_key] = page
    return list(hosts.values())


@receiver([signals.submitted, signals.confirmed])
def tell_the_office(sender, submission, notice=None, **kwargs):
    NoticeAction(submission, notice).execute()
