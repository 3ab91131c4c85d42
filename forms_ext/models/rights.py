"""Who may do what with the submissions of which pages."""

from django.contrib.auth.models import Group
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class Right(models.TextChoices):
    """What a group may do. Each stands alone: to decide without seeing answers is possible."""

    LIST = "list", _("See the list")
    ANSWERS = "answers", _("See answers")
    DECIDE = "decide", _("Accept, decline and release")
    EXPORT = "export", _("Export")
    ERASE = "erase", _("Erase a person")
    MANAGE = "manage", _("Manage mail and retention")


class GroupFormRight(models.Model):
    """A right of a group over the submissions of a page and of all pages below it."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="form_rights", verbose_name=_("group"))
    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="form_rights", verbose_name=_("page"))
    right = models.CharField(_("right"), max_length=12, choices=Right.choices)

    class Meta:
        verbose_name = _("right over submissions")
        verbose_name_plural = _("rights over submissions")
        constraints = [models.UniqueConstraint(fields=["group", "page", "right"], name="one_right_per_group_and_page")]

    def __str__(self):
        return f"{self.group} · {self.get_right_display()} · {self.page}"
