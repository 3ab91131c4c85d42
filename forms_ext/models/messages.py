"""Outgoing mail: written in the transaction that causes it, sent later by ``send_outbox``."""

import uuid
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forms_ext import conf
from forms_ext.states import MessageState

from .places import Claim
from .submissions import Submission


def new_message_id() -> str:
    """Return a Message-ID; the same is used on every try, so that a message sent twice can be recognised."""
    return f"<{uuid.uuid4().hex}@{urlsplit(conf.get('BASE_URL')).hostname}>"


class MessageQuerySet(models.QuerySet):
    """Messages as the outbox and staff ask for them."""

    def stopped(self, now: datetime):
        """Return what does not go its way: given up, put off after a try, left lying, or in the hands of a worker that died."""
        silent = timedelta(minutes=conf.get("SILENT_MINUTES"))
        left_lying = Q(state__in=[MessageState.QUEUED, MessageState.RETRY], not_before__lte=now - silent)
        put_off = Q(state=MessageState.RETRY, attempts__gt=0)
        died = Q(state=MessageState.SENDING, claimed_at__lte=now - timedelta(seconds=conf.get("SENDING_SECONDS")))
        return self.filter(Q(state=MessageState.FAILED) | put_off | left_lying | died)


class Message(models.Model):
    """One message to one address."""

    submission = models.ForeignKey(
        Submission, on_delete=models.SET_NULL, null=True, blank=True, related_name="messages", verbose_name=_("submission")
    )
    claim = models.ForeignKey(
        Claim,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        help_text=_("The place that the message is about."),
    )
    page_id = models.BigIntegerField(
        _("number of the page"), null=True, blank=True, editable=False, help_text=_("Only of messages about no single submission.")
    )
    kind = models.CharField(_("kind"), max_length=24)
    letter = models.CharField(max_length=32, blank=True, editable=False, help_text=_("The kind with its situation."))
    transition = models.CharField(max_length=120, unique=True, editable=False, help_text=_("One message for one transition."))
    message_id = models.CharField("Message-ID", max_length=120, default=new_message_id, editable=False)
    to = models.EmailField(_("to"), max_length=254)
    subject = models.CharField(_("subject"), max_length=255)
    text = models.TextField(_("text"))
    html = models.TextField(_("HTML"), blank=True)
    attachments = models.JSONField(_("attachments"), default=list, help_text=_("A list of name, content type and text."))
    tells = models.CharField(max_length=12, blank=True, editable=False, help_text=_("The state of the submission that the message tells."))
    rests_on = models.JSONField(
        default=list, blank=True, editable=False, help_text=_("Consents without which the message must not be sent.")
    )
    language = models.CharField(_("language"), max_length=12)
    state = models.CharField(_("state"), max_length=12, choices=MessageState.choices, default=MessageState.QUEUED)
    not_before = models.DateTimeField(_("not before"), default=timezone.now)
    expires_at = models.DateTimeField(_("not after"), null=True, blank=True, help_text=_("It is dropped then, unless the date moved."))
    attempts = models.PositiveSmallIntegerField(_("tries"), default=0)
    last_error = models.CharField(
        _("last error"), max_length=120, blank=True, help_text=_("Its kind and number only: no address, no text.")
    )
    created_at = models.DateTimeField(_("written at"), auto_now_add=True)
    claimed_at = models.DateTimeField(null=True, blank=True, editable=False)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["-created_at"]
        indexes = [
            models.Index(fields=["not_before"], name="messages_due", condition=Q(state__in=["queued", "retry", "sending"])),
            models.Index(fields=["-created_at"], name="messages_by_time"),
        ]

    def __str__(self):
        return f"{self.kind} {self.pk}"
