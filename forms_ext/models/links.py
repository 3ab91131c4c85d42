"""Links that act for one submission without an account."""

import secrets
from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forms_ext import conf
from forms_ext.ledger import digest, sha256

from .submissions import Submission

TOKEN_LENGTH = 32  # hexadecimal digits: 128 bits


class Purpose(models.TextChoices):
    """What a link may be used for."""

    RECEIPT = "receipt", _("Receipt")
    MANAGE = "manage", _("Own page")
    CONFIRM = "confirm", _("Confirmation")
    OFFER = "offer", _("Offered place")


class AccessLinkQuerySet(models.QuerySet):
    """Links by their token."""

    def for_token(self, purpose: str, token: str):
        """Return the usable link with this token, or None: unknown, expired and withdrawn look the same."""
        return (
            self.filter(purpose=purpose, token_sha256=sha256(token), expires_at__gt=timezone.now())
            .select_related("submission__form_version")
            .first()
        )


class AccessLink(models.Model):
    """A link for one purpose. Its token is derived from a salt and a key; the database keeps only the token's hash."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="links", verbose_name=_("submission"))
    purpose = models.CharField(_("purpose"), max_length=12, choices=Purpose.choices)
    salt = models.CharField(max_length=32, editable=False)
    token_sha256 = models.CharField(max_length=64, unique=True, editable=False)
    expires_at = models.DateTimeField(_("usable until"))

    objects = AccessLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")
        constraints = [models.UniqueConstraint(fields=["submission", "purpose"], name="one_link_per_purpose")]

    def __str__(self):
        return f"{self.submission} · {self.get_purpose_display()}"

    @property
    def token(self) -> str:
        """Return the token, 128 bits as hexadecimal digits; derived again each time."""
        return self._derive(self.submission_id, self.purpose, self.salt)

    @staticmethod
    def _derive(submission_id: int, purpose: str, salt: str) -> str:
        return digest(conf.subject_key(), "link", str(submission_id), purpose, salt)[:TOKEN_LENGTH]

    @classmethod
    def issue(cls, submission: Submission, purpose: str) -> "AccessLink":
        """Return the link of ``submission`` for ``purpose``, made now if there is none."""
        link, _created = cls.objects.get_or_create(submission=submission, purpose=purpose, defaults=cls._fresh(submission, purpose))
        return link

    @classmethod
    def issue_first(cls, submission: Submission, purposes: list[str]) -> dict[str, "AccessLink"]:
        """Return the links of a submission that was stored a moment ago and has none yet, by purpose."""
        made = [cls(submission=submission, purpose=purpose, **cls._fresh(submission, purpose)) for purpose in purposes]
        return {link.purpose: link for link in cls.objects.bulk_create(made)}

    @classmethod
    def _fresh(cls, submission: Submission, purpose: str) -> dict:
        salt = secrets.token_hex(16)
        days = conf.get("CONFIRM_DAYS" if purpose == Purpose.CONFIRM else "LINK_DAYS")
        return {
            "salt": salt,
            "token_sha256": sha256(cls._derive(submission.pk, purpose, salt)),
            "expires_at": timezone.now() + timedelta(days=days),
        }

    def renew(self):
        """Give the link another token and its whole time again; the old token leads nowhere from now on."""
        self.salt = secrets.token_hex(16)
        self.token_sha256 = sha256(self.token)
        self.expires_at = timezone.now() + timedelta(days=conf.get("LINK_DAYS"))
        self.save(update_fields=["salt", "token_sha256", "expires_at"])
