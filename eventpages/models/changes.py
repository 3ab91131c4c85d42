"""The history of an event's date, place and status. Calendars follow its numbers, so it only grows."""

from django.db import models
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from eventpages.states import EventStatus


class EventChangeQuerySet(models.QuerySet):
    """Changes of one event or of many."""

    def of_host(self, host_key):
        """Return the changes of one event, the first announcement first."""
        return self.filter(host_key=host_key).order_by("seq")

    def sequences(self, host_keys) -> dict:
        """Return the highest number by event; an event that was never announced is not in it."""
        rows = self.filter(host_key__in=host_keys).order_by().values_list("host_key").annotate(Max("seq"))
        return dict(rows)


class EventChange(models.Model):
    """What was announced at one moment. The row number 0 is the first announcement.

    It is kept under the host's key, not under the page: a draft, an older version or a copy that is published later must
    not bring back an older number, because calendars ignore an entry whose number does not grow.
    """

    host_key = models.UUIDField(_("event"))
    seq = models.PositiveIntegerField(_("number"))
    at = models.DateTimeField(_("announced at"), auto_now_add=True)
    status = models.CharField(_("status"), max_length=12, choices=EventStatus.choices)
    starts_at = models.DateTimeField(_("start"), null=True, blank=True)
    ends_at = models.DateTimeField(_("end"), null=True, blank=True)
    facts = models.TextField(_("what was announced"), help_text=_("Canonical JSON of everything that a calendar shows of date and place."))

    objects = EventChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("change of an event")
        verbose_name_plural = _("changes of events")
        ordering = ["host_key", "seq"]
        constraints = [models.UniqueConstraint(fields=["host_key", "seq"], name="one_number_per_change")]

    def __str__(self):
        return f"{self.host_key} · {self.seq}"
