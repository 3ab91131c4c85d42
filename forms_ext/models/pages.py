"""Form pages: contact, call, survey."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.fields import RichTextField
from wagtail.models import Page

from forms_ext.states import Waiting

from .hosts import FORM_PREVIEWS, FormHost
from .places import PoolSpec
from .starting import HostPageForm


class FormPageMixin(FormHost):
    """A page that is only a form."""

    intro = RichTextField(_("introduction"), blank=True, features=["bold", "italic", "link", "ol", "ul"])
    capacity = models.PositiveIntegerField(_("places"), null=True, blank=True, help_text=_("Empty: as many as come."))
    waiting = models.CharField(_("when full"), max_length=8, choices=Waiting.choices, default=Waiting.OFF)

    page_description = _("A page that is only a form: contact, call for papers, survey.")
    template = "forms_ext/form_page.html"
    base_form_class = HostPageForm
    content_panels = [*Page.content_panels, FieldPanel("intro")]
    edit_handler = TabbedInterface(
        [
            ObjectList(content_panels, heading=_("Content")),
            ObjectList(
                [
                    *FormHost.question_panels,
                    *FormHost.rule_panels,
                    MultiFieldPanel([FieldPanel("capacity"), FieldPanel("waiting"), FieldPanel("offer_hours")], heading=_("Places")),
                    *FormHost.word_panels,
                ],
                heading=_("Form"),
            ),
            ObjectList(Page.promote_panels, heading=_("Promote")),
        ]
    )

    class Meta:
        abstract = True

    def clean(self):
        super().clean()
        if self.opens_at and self.closes_at and self.closes_at <= self.opens_at:
            raise ValidationError({"closes_at": _("The form would close before it opens.")})

    def pools(self):
        if self.capacity is None:
            return []
        return [PoolSpec(item="", title=self.title, capacity=self.capacity, waiting=self.waiting, offer_hours=self.offer_hours)]

    @property
    def preview_modes(self):
        return FORM_PREVIEWS

    def serve_preview(self, request, mode_name):
        from forms_ext.views import previews  # noqa: PLC0415 -- the doorway from pages to views

        if mode_name in previews.PREVIEWS and self.has_form:
            return previews.PREVIEWS[mode_name](request, self)
        return super().serve_preview(request, mode_name)


class FormPage(FormPageMixin, Page):
    """A form page as Convene ships it."""

    subpage_types = []

    class Meta:
        verbose_name = _("form page")
        verbose_name_plural = _("form pages")


__all__ = ["FormHost", "FormPage", "FormPageMixin"]
