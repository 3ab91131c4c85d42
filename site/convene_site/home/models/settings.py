"""What stands at the top and at the foot of every page."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import StreamField

from convene_site.home.menus import CalendarBlock, FrameWordsBlock, MenuLinkBlock


@register_setting(icon="home", order=100)
class SiteSettings(BaseSiteSetting):
    """Name, contact, menus and the words around every page of one site."""

    name = models.CharField(_("name of the site"), max_length=60, default="Convene")
    organisation = models.CharField(
        _("responsible organisation"),
        max_length=160,
        blank=True,
        help_text=_("Its legal name. Consent forms and the privacy notice name it as responsible for the data."),
    )
    address = models.TextField(_("postal address"), blank=True, max_length=400)
    contact_email = models.EmailField(_("email address"), blank=True, help_text=_("Shown at the foot of every page."))
    contact_phone = models.CharField(
        _("telephone"), max_length=40, blank=True, help_text=_("With the country code, as in +49 30 5550 0142.")
    )
    navigation = StreamField(
        [("link", MenuLinkBlock())],
        verbose_name=_("main menu"),
        blank=True,
        max_num=7,
        help_text=_("Five links fit on a phone. Each leads to the page in the language of the visitor."),
    )
    footer = StreamField(
        [("link", MenuLinkBlock())],
        verbose_name=_("links at the foot"),
        blank=True,
        max_num=8,
        help_text=_("Privacy, imprint, accessibility: what must be reachable from every page."),
    )
    subscriptions = StreamField([("calendar", CalendarBlock())], verbose_name=_("subscriptions"), blank=True, max_num=4)
    words = StreamField(
        [("words", FrameWordsBlock())],
        verbose_name=_("words by language"),
        blank=True,
        help_text=_("A language without an entry uses the words of the first one."),
    )

    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    FieldPanel("name"),
                    MultiFieldPanel(
                        [FieldPanel("organisation"), FieldPanel("address"), FieldPanel("contact_email"), FieldPanel("contact_phone")],
                        heading=_("Who answers for this site"),
                    ),
                    FieldPanel("words"),
                ],
                heading=_("Name and words"),
            ),
            ObjectList([FieldPanel("navigation"), FieldPanel("footer"), FieldPanel("subscriptions")], heading=_("Menus")),
        ]
    )

    class Meta:
        verbose_name = _("name, menus and contact")

    @classmethod
    def of(cls, site):
        """Return the settings of ``site``, unsaved ones with the defaults when nobody has saved any: a visit writes nothing."""
        return cls.objects.filter(site=site).first() or cls(site=site)

    def linked_page_ids(self):
        """Return the ids of all pages that menus and subscriptions lead to."""
        streams = (self.navigation, self.footer, self.subscriptions)
        return {child.get("value", {}).get("page") for stream in streams for child in stream.raw_data} - {None}

    def words_in(self, language):
        """Return the words for ``language``, those of the first entry without one, an empty mapping without any."""
        entries = [child["value"] for child in self.words.raw_data]
        matching = [entry for entry in entries if entry.get("language") == language]
        return (matching or entries or [{}])[0]
