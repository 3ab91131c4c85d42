"""The library of statements."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, LiveStatusTagColumn, LocaleColumn, UpdatedAtColumn
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet

from forms_ext.models import ConsentStatement


class StatementIndexView(IndexView):
    """The statements with the number of the wording that is shown now."""

    results_template_name = "forms_ext/desk/statements_results.html"

    def get_base_queryset(self):
        return super().get_base_queryset().select_related("current_version", "locale")


class Statements(SnippetViewSet):
    """The long texts of consents and acknowledgements, each with its numbered wordings."""

    model = ConsentStatement
    icon = "tick-inverse"
    menu_label = _("Statements")
    menu_name = "statements"
    menu_order = 160
    add_to_admin_menu = True
    list_filter = ["nature", "live"]
    search_fields = ["name", "short_label"]
    search_backend_name = None
    index_view_class = StatementIndexView
    index_results_template_name = StatementIndexView.results_template_name
    copy_view_enabled = False
    list_display = [
        "name",
        Column("get_nature_display", label=_("Nature"), sort_key="nature"),
        Column("current_version.number", label=_("Version")),
        LocaleColumn(),
        LiveStatusTagColumn(),
        UpdatedAtColumn(),
    ]


statements = Statements()
