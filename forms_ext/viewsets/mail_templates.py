"""The editors' words in mail."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, LiveStatusTagColumn, LocaleColumn, UpdatedAtColumn
from wagtail.snippets.views.snippets import SnippetViewSet

from forms_ext.models import MailTemplate


class MailTemplates(SnippetViewSet):
    """Subject and opening of each letter, in each language; without an entry the shipped words are used."""

    model = MailTemplate
    icon = "mail"
    menu_label = _("Wording of mail")
    menu_name = "mail-wording"
    menu_order = 165
    add_to_admin_menu = True
    list_filter = ["letter", "live"]
    copy_view_enabled = False
    list_display = [
        Column("get_letter_display", label=_("Letter"), sort_key="letter"),
        Column("subject", label=_("Subject")),
        LocaleColumn(),
        LiveStatusTagColumn(),
        UpdatedAtColumn(),
    ]


mail_templates = MailTemplates()
