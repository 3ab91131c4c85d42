"""How often something arrived lately: counted by keyed digests, forgotten after a day."""

from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forms_ext import conf
from forms_ext.ledger import digest

HOUR, KEPT = timedelta(hours=1), timedelta(hours=24)


class ArrivalKind(models.TextChoices):
    """What is counted."""

    CLIENT = "client", _("From one connection")
    RECIPIENT = "recipient", _("To one e-mail address")


class ArrivalQuerySet(models.QuerySet):
    """Arrivals by age."""

    def within_the_hour(self, kind: str, what: str) -> int:
        """Return how often ``what`` arrived within the last hour; never counts what is older."""
        return self.filter(digest=Arrival.digest_of(kind, what), at__gt=timezone.now() - HOUR).count()

    def old(self):
        """Return what has to be forgotten."""
        return self.filter(at__lte=timezone.now() - KEPT)


class Arrival(models.Model):
    """One sending, known only by a keyed digest of where it came from or of whom it would write to."""

    digest = models.CharField(max_length=64, editable=False)
    at = models.DateTimeField(_("when"), default=timezone.now)

    objects = ArrivalQuerySet.as_manager()

    class Meta:
        verbose_name = _("arrival")
        verbose_name_plural = _("arrivals")
        indexes = [models.Index(fields=["digest", "at"], name="arrivals_by_digest"), models.Index(fields=["at"], name="arrivals_by_age")]

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M}"

    @staticmethod
    def digest_of(kind: str, what: str) -> str:
        """Return the keyed digest under which ``what`` is counted; it cannot be traced back without the key."""
        return digest(conf.arrival_key(), kind, what)

    @classmethod
    def note(cls, kind: str, what: str):
        """Count one arrival; nothing where it is not known from where."""
        if what:
            cls.objects.create(digest=cls.digest_of(kind, what))
