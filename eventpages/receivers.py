"""What happens after a publish. A receiver may fail or be lost: the next publish heals it."""

import logging

from django.dispatch import receiver
from wagtail.signals import page_published

from .actions import RecordChangeAction
from .models import EventPageMixin

logger = logging.getLogger("convene.events")


@receiver(page_published)
def record_change(sender, instance, **kwargs):
    """Write down what was announced; a failure must not turn a finished publish into an error page."""
    if not isinstance(instance, EventPageMixin) or instance.alias_of_id:
        return
    try:
        RecordChangeAction(instance.host_key).execute()
    except Exception:
        logger.exception("The change of event %s was not written down; the next publish will do it.", instance.pk)
