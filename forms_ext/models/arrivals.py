"""How often something arrived lately: counted by keyed digests, forgotten after a day."""

from collections.abc import Collection
from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forms_ext import conf
from forms_ext.ledger import digest

# Forgotten by a job every ten minutes: nothing stays for more than 24 hours.
HOUR, KEPT = timedelta(hours=1), timedelta(hours=23)


class ArrivalKind(models.TextChoices):
    """What is counted."""

    CLIENT = "client", _("From one connection")
    RECIPIENT = "recipient", _("To one e-mail address")


class ArrivalQuerySet(models.QuerySet):
    """Arrivals by age."""

    def within_the_hour(self, digests: Collection[str]) -> dict[str, int]:
        """Return how often each of ``digests`` arrived within the last hour; never counts what is older."""
        recent = self.filter(digest__in=digests, at__gt=timezone.now() - HOUR)
        return dict(recent.values_list("digest").annotate(models.Count("pk")))

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
    def note(cls, digests: Collection[str]):
        """Count one arrival for each of ``digests``."""
        cls.objects.bulk_create([cls(digest=one) for one in digests])
