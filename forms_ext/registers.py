"""What the read-only registers of the editor share: no address at which anything could be added, changed or deleted."""

from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail_modeladmin.helpers import PermissionHelper
from wagtail_modeladmin.menus import ModelAdminMenuItem
from wagtail_modeladmin.options import ModelAdmin
from wagtail_modeladmin.views import IndexView

# The hook by which an app above adds its register to the menu of the registers: a function that returns a menu item.
MENU_HOOK = "register_register_menu_item"


class RegisterPermissionHelper(PermissionHelper):
    """Shows rows to whoever may see them; nobody adds, changes or deletes one.

    Without a ``user_can_list`` of its own a register is shown to nobody: there are no model permissions to give.
    """

    def rows(self, user):
        """Return the rows that ``user`` may see: all, for whoever may see the list."""
        return self.model.objects.all() if self.user_can_list(user) else self.model.objects.none()

    def user_can_inspect_obj(self, user, obj):
        return self.inspect_view_enabled and self.rows(user).filter(pk=obj.pk).exists()

    def user_can_create(self, user):
        return False

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


class RegisterMenuItem(ModelAdminMenuItem):
    """Shown to whoever may see the list."""

    def is_shown(self, request):
        return self.model_admin.permission_helper.user_can_list(request.user)


class RegisterIndexView(IndexView):
    """The list of a register in the present look of the editor."""

    def get_filters(self, request):
        # Without this, any parameter of the address is taken for a lookup and can probe what the list does not show.
        specs, has_filters, _lookups, _distinct = super().get_filters(request)
        return specs, has_filters, {}, False

    def get_filters_params(self, params=None):
        declared = {f"{name}__exact" for name in self.list_filter}
        return {name: values for name, values in super().get_filters_params(params).items() if name in declared}

    def get_context_data(self, **kwargs):
        crumbs = [{"url": reverse("wagtailadmin_home"), "label": _("Home")}, {"url": "", "label": self.get_page_title()}]
        return super().get_context_data(
            **{"breadcrumbs_items": crumbs, "help": self.model_admin.help_text, "empty": self.model_admin.empty_text, **kwargs}
        )


class Register(ModelAdmin):
    """A list that is read only: it has no addresses at which anything could be added, changed or deleted."""

    permission_helper_class = RegisterPermissionHelper
    menu_item_class = RegisterMenuItem
    index_view_class = RegisterIndexView
    index_template_name = "forms_ext/desk/register.html"
    history_view_enabled = False
    list_per_page = 50
    help_text = ""
    empty_text = gettext_lazy("Nothing is here yet.")

    def get_queryset(self, request):
        return self.permission_helper.rows(request.user)

    def get_admin_urls_for_registration(self):
        kept = {self.url_helper.get_action_url_name(action) for action in ("index", "inspect")}
        return tuple(pattern for pattern in super().get_admin_urls_for_registration() if pattern.name in kept)

    def get_menu_item(self, order=None):
        return self.menu_item_class(self, order or self.get_menu_order())

    def register_admin_url_finders(self):
        """Log entries lead nowhere from here: there is nothing to edit."""

    def register_indexing(self):
        """Registers stay out of the reference index: a row would cost several queries more."""

    def inspect_view(self, request, instance_pk):
        try:
            mine = self.get_queryset(request).filter(pk=instance_pk).exists()
        except (ValidationError, ValueError):
            mine = False
        if not mine:
            raise Http404
        return super().inspect_view(request, instance_pk)
