"""The read-only register of text versions. Nothing here can be written."""

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.permissions import page_permission_policy
from wagtail_modeladmin.views import InspectView

from declarations.documents import Document
from declarations.models import DeclarationPage, TextVersion
from forms_ext.ledger import chained, sha256
from forms_ext.registers import Register, RegisterPermissionHelper

ACTIONS = ("change", "publish")


class TextVersionPermissionHelper(RegisterPermissionHelper):
    """Shows the versions of the pages that somebody may edit; nobody adds, changes or deletes one."""

    def rows(self, user):
        """Return the versions that ``user`` may see. Those of a page that was deleted are for who may edit all pages."""
        if not user.is_authenticated or not self.user_can_list(user):
            return TextVersion.objects.none()
        if user.is_superuser:
            return TextVersion.objects.all()
        pages = page_permission_policy.instances_user_has_any_permission_for(user, ACTIONS).values("pk")
        return TextVersion.objects.filter(page_id__in=DeclarationPage.objects.filter(pk__in=pages).values("pk"))

    def user_can_list(self, user):
        return user.is_active and page_permission_policy.user_has_any_permission(user, ACTIONS)


class TextVersionInspectView(InspectView):
    """One version as it was kept, with its hashes computed again."""

    def get_context_data(self, **kwargs):
        version = self.instance
        before = TextVersion.objects.filter(
            declaration_key=version.declaration_key, language=version.language, number=version.number - 1
        ).first()
        crumbs = [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": self.index_url, "label": self.model_admin.get_menu_label()},
            {"url": "", "label": str(version)},
        ]
        agrees = sha256(version.text) == version.sha256 and version.chain == chained(before.chain if before else "", version.sha256)
        page = DeclarationPage.objects.filter(pk=version.page_id).first()
        context = {
            "breadcrumbs_items": crumbs,
            "version": version,
            "document": Document(version.content),
            "agrees": agrees,
            "kept_page": page,
        }
        return super().get_context_data(**context, **kwargs)


class TextVersionRegister(Register):
    """Which wording was published when, as what kind of change."""

    model = TextVersion
    base_url_path = "registers/texts"
    menu_label = gettext_lazy("Text versions")
    menu_icon = "history"
    menu_order = 5
    # It stands in the menu of the registers, not beside it.
    add_to_admin_menu = False
    list_display = ("title", "language", "number", "change", "published_at", "short_hash")
    list_filter = ("language", "change_class")
    ordering = ("-published_at", "-pk")
    search_fields = ("text", "sha256")
    permission_helper_class = TextVersionPermissionHelper
    inspect_view_enabled = True
    inspect_view_class = TextVersionInspectView
    inspect_template_name = "declarations/version_record.html"
    help_text = gettext_lazy("Every wording of an adopted text, word for word. Versions are never changed or deleted.")

    def title(self, version):
        """Return the title as it was."""
        return version.content["title"]

    title.short_description = gettext_lazy("title")

    def change(self, version):
        """Return in a word what the version is; the whole sentence stands on its own page."""
        return str(version.get_change_class_display()).partition(":")[0]

    change.short_description = gettext_lazy("kind of change")
    change.admin_order_field = "change_class"

    def short_hash(self, version):
        """Return the beginning of the hash; the whole of it stands on the version's own page."""
        return format_html('<span class="desk-hash" title="{}">{}…</span>', version.sha256, version.sha256[:12])

    short_hash.short_description = "SHA-256"
