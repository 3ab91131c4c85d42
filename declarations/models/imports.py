"""A text on its way into the editor."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from declarations.arrangement import Arrangement, source_lines
from declarations.importer import Flag

DAYS_KEPT = 14


class TextImport(models.Model):
    """A text that one editor is taking apart. It ends with the draft, or by itself when nobody touched it for 14 days.

    The file is not kept, only the text that was read from it. ``steps`` are what the editor did to ``beginning``;
    ``present`` is what came of it.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("editor"))
    parent = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+", verbose_name=_("list of declarations"))
    page = models.ForeignKey(Page, on_delete=models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("declaration"))
    name = models.CharField(_("file"), max_length=255, blank=True)
    source = models.TextField(_("text"), blank=True)
    flags = models.JSONField(_("what was noticed"), default=list)
    conserved = models.BooleanField(_("all letters are there"), default=True)
    beginning = models.JSONField(_("structure as it was read"), default=dict)
    present = models.JSONField(_("structure"), default=dict)
    steps = models.JSONField(_("steps"), default=list)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        verbose_name = _("import of a text")
        verbose_name_plural = _("imports of texts")
        ordering = ["-changed_at"]

    def __str__(self):
        first = next((part.whole for part in self.arrangement.parts), "")
        return (self.page and self.page.title) or self.arrangement.title or self.name or " ".join(first.split()[:8]) + "…"

    @property
    def arrangement(self) -> Arrangement:
        """Return the parts as they are now."""
        return Arrangement.from_dict(self.present)

    @cached_property
    def lines(self) -> list[str]:
        """Return the lines of the source; flags and parts name them by their number, from 1."""
        return source_lines(self.source)

    @property
    def found(self) -> list[Flag]:
        """Return what the importer was unsure of."""
        return [Flag(flag["code"], flag["line"], flag["values"]) for flag in self.flags]

    @classmethod
    def forget_old(cls) -> int:
        """Delete what nobody touched for 14 days and return how many that were."""
        deleted, _by_model = cls.objects.filter(changed_at__lt=timezone.now() - timedelta(days=DAYS_KEPT)).delete()
        return deleted
