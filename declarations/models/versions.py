"""What was adopted, word for word, and the points that others cite."""

import base64
import hashlib
import json

from django.db import models
from django.utils.functional import cached_property
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from declarations.documents import Document
from declarations.states import ChangeClass
from forms_ext.models.immutable import ImmutableModel

SHORT_ID_LENGTH = 8


class TextVersion(ImmutableModel):
    """The wording of a declaration in one language, for ever. ``text`` is the canonical JSON whose bytes are hashed.

    ``translates`` is the number of the authentic version that a translation was made from; it is no part of the wording.
    ``chain`` covers the chain of the version before, so that a version cannot be taken out or slipped in unseen.
    """

    declaration_key = models.UUIDField(_("declaration"))
    language = models.CharField(_("language"), max_length=12)
    number = models.PositiveIntegerField(_("version"))
    page_id = models.BigIntegerField(_("number of the page"))
    change_class = models.CharField(_("kind of change"), max_length=12, choices=ChangeClass.choices)
    translates = models.PositiveIntegerField(_("translates version"), null=True)
    text = models.TextField(_("canonical text"))
    sha256 = models.CharField("SHA-256", max_length=64)
    chain = models.CharField(_("chain"), max_length=64)
    published_at = models.DateTimeField(_("published at"), auto_now_add=True)

    class Meta(ImmutableModel.Meta):
        verbose_name = _("text version")
        verbose_name_plural = _("text versions")
        ordering = ["declaration_key", "language", "number"]
        constraints = [models.UniqueConstraint(fields=["declaration_key", "language", "number"], name="one_text_version_per_number")]

    def __str__(self):
        return f"{self.content['title']} ({self.language}, {self.number})"

    @cached_property
    def content(self) -> dict:
        """Return the wording as a dictionary, see :func:`declarations.schema.wording`."""
        return json.loads(self.text)

    @classmethod
    def newest(cls, declaration_key, language: str) -> "TextVersion | None":
        """Return the version in force in ``language``, or None."""
        return cls.objects.filter(declaration_key=declaration_key, language=language).order_by("-number").first()


def short_id(declaration_key, uid: str, attempt: int = 0) -> str:
    """Return the 8 characters by which a point is cited; made from the declaration and the block id alone."""
    digest = hashlib.sha256(f"{declaration_key}/{uid}/{attempt}".encode()).digest()
    return base64.b32encode(digest).decode().lower()[:SHORT_ID_LENGTH]


class Provision(models.Model):
    """The identity of a point. It is never deleted: its address answers as long as the site stands."""

    declaration_key = models.UUIDField(_("declaration"))
    uid = models.CharField(_("block"), max_length=64)
    short_id = models.CharField(_("permanent address"), max_length=SHORT_ID_LENGTH, unique=True)
    public = models.BooleanField(_("was public"), default=True, help_text=_("Whether its last wording may be shown when the page is gone."))

    class Meta:
        verbose_name = _("point")
        verbose_name_plural = _("points")
        constraints = [models.UniqueConstraint(fields=["declaration_key", "uid"], name="one_provision_per_point")]

    def __str__(self):
        return self.short_id

    @classmethod
    def of_point(cls, declaration_key, uid: str) -> "Provision":
        """Return the identity of a point, made now if it is new."""
        known = cls.objects.filter(declaration_key=declaration_key, uid=uid).first()
        attempt = 0
        while known is None:
            candidate = short_id(declaration_key, uid, attempt)
            attempt += 1
            # Two of a million million addresses may meet; the later one then takes its next.
            if not cls.objects.filter(short_id=candidate).exists():
                known, _created = cls.objects.get_or_create(declaration_key=declaration_key, uid=uid, defaults={"short_id": candidate})
        return known

    def last_text(self, language: str) -> "ProvisionText | None":
        """Return the last wording in ``language``, else the last in any."""
        texts = list(self.texts.select_related("version").order_by("-version__published_at", "-pk"))
        return next((text for text in texts if text.version.language == language), texts[0] if texts else None)


class ProvisionText(ImmutableModel):
    """The wording of one point in one text version."""

    provision = models.ForeignKey(Provision, on_delete=models.PROTECT, related_name="texts", verbose_name=_("point"))
    version = models.ForeignKey(TextVersion, on_delete=models.PROTECT, related_name="provisions", verbose_name=_("version"))
    place = models.PositiveIntegerField(pgettext_lazy("position", "place"))
    number = models.CharField(_("number"), max_length=40, blank=True)
    heading = models.CharField(_("heading"), max_length=255, blank=True)
    html = models.TextField(_("text"))
    plain = models.TextField(_("plain text"))

    class Meta(ImmutableModel.Meta):
        verbose_name = _("wording of a point")
        verbose_name_plural = _("wordings of points")
        ordering = ["version", "place"]
        constraints = [models.UniqueConstraint(fields=["provision", "version"], name="one_text_per_point_and_version")]

    def __str__(self):
        return f"{self.provision} {self.version_id}"

    @property
    def label(self) -> str:
        """Return what the point is called in a sentence: its number, else its place."""
        point = Document(self.version.content).point(self.provision.uid)
        return point.label if point else str(self.place)

    @property
    def safe_html(self) -> str:
        """Return the text as HTML; it was cleaned before it was hashed."""
        return mark_safe(self.html)  # noqa: S308 -- cleaned by ``schema.folded_html``
