"""The read-only register of text versions. Nothing here can be written."""

from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.http import Http404
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.permissions import page_permission_policy
from wagtail_modeladmin.helpers import PermissionHelper
from wagtail_modeladmin.menus import ModelAdminMenuItem
from wagtail_modeladmin.options import ModelAdmin
from wagtail_modeladmin.views import IndexView, InspectView

from declarations.documents import Document
from declarations.models import DeclarationPage, TextVersion
from forms_ext.ledger import chained, sha256

ACTIONS = ("change", "publish")


class TextVersionPermissionHelper(PermissionHelper):
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

    def user_can_create(self, user):
        return False

    def user_can_inspect_obj(self, user, obj):
        return self.rows(user).filter(pk=obj.pk).exists()

    def user_can_edit_obj(self, user, obj):
        return False

    def user_can_delete_obj(self, user, obj):
        return False

    def user_can_unpublish_obj(self, user, obj):
        return False

    def user_can_copy_obj(self, user, obj):
        return False

    def get_all_model_permissions(self):
        # Rights follow the pages; ticking model permissions would promise something else.
        return Permission.objects.none()


class TextVersionMenuItem(ModelAdminMenuItem):
    """Shown to whoever may edit pages."""

    def is_shown(self, request):
        return self.model_admin.permission_helper.user_can_list(request.user)


class TextVersionIndexView(IndexView):
    """The list in the present look of the editor."""

    def get_filters(self, request):
        # Without this, any parameter of the address is taken for a lookup and can probe what the list does not show.
        specs, has_filters, _lookups, _distinct = super().get_filters(request)
        return specs, has_filters, {}, False

    def get_filters_params(self, params=None):
        declared = {f"{name}__exact" for name in self.list_filter}
        return {name: values for name, values in super().get_filters_params(params).items() if name in declared}

    def get_context_data(self, **kwargs):
        crumbs = [{"url": reverse("wagtailadmin_home"), "label": _("Home")}, {"url": "", "label": self.get_page_title()}]
        return super().get_context_data(**{"breadcrumbs_items": crumbs, "help": self.model_admin.help_text, **kwargs})


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


class TextVersionRegister(ModelAdmin):
    """Which wording was published when, as what kind of change."""

    model = TextVersion
    base_url_path = "registers/texts"
    menu_label = gettext_lazy("Text versions")
    menu_icon = "history"
    menu_order = 175
    list_display = ("title", "language", "number", "change", "published_at", "short_hash")
    list_filter = ("language", "change_class")
    ordering = ("-published_at", "-pk")
    list_per_page = 50
    search_fields = ("text", "sha256")
    permission_helper_class = TextVersionPermissionHelper
    index_view_class = TextVersionIndexView
    index_template_name = "forms_ext/desk/register.html"
    inspect_view_enabled = True
    inspect_view_class = TextVersionInspectView
    inspect_template_name = "declarations/version_record.html"
    history_view_enabled = False
    help_text = gettext_lazy("Every wording of an adopted text, word for word. Versions are never changed or deleted.")

    def get_queryset(self, request):
        return self.permission_helper.rows(request.user)

    def get_admin_urls_for_registration(self):
        kept = {self.url_helper.get_action_url_name(action) for action in ("index", "inspect")}
        return tuple(pattern for pattern in super().get_admin_urls_for_registration() if pattern.name in kept)

    def get_menu_item(self, order=None):
        return TextVersionMenuItem(self, order or self.get_menu_order())

    def register_admin_url_finders(self):
        """Log entries lead nowhere from here: there is nothing to edit."""

    def register_indexing(self):
        """Versions stay out of the reference index: a row would cost several queries more."""

    def inspect_view(self, request, instance_pk):
        try:
            mine = self.get_queryset(request).filter(pk=instance_pk).exists()
        except (ValidationError, ValueError):
            mine = False
        if not mine:
            raise Http404
        return super().inspect_view(request, instance_pk)

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
