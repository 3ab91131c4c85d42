"""Signs of life of the workers, so that the editor can say when nobody sends the mail."""

from datetime import datetime, timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

MAIL = "mail"
# A worker looks for mail every two seconds; it signs this often.
BEAT_EVERY = timedelta(seconds=20)


class Heartbeat(models.Model):
    """When a job last ran to its end."""

    name = models.CharField(_("job"), max_length=32, unique=True)
    beat_at = models.DateTimeField(_("last run"))

    class Meta:
        verbose_name = _("sign of life")
        verbose_name_plural = _("signs of life")

    def __str__(self):
        return self.name

    @classmethod
    def beat(cls, name: str = MAIL):
        """Note that ``name`` ran just now; written at most every twenty seconds."""
        now = timezone.now()
        if cls.objects.filter(name=name, beat_at__gt=now - BEAT_EVERY).exists():
            return
        cls.objects.update_or_create(name=name, defaults={"beat_at": now})

    @classmethod
    def last(cls, name: str = MAIL) -> datetime | None:
        """Return when ``name`` last ran; None where it never did."""
        return cls.objects.filter(name=name).values_list("beat_at", flat=True).first()
