"""The viewset of the desk: nothing can be added, edited, copied or deleted here."""

from django.contrib.auth.models import Permission
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.admin_url_finder import ModelAdminURLFinder, register_admin_url_finder
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.model import ModelViewSet

from forms_ext.models import Submission
from forms_ext.models.rights import Right
from forms_ext.permissions import desk_policy, policy

from .consents import ConsentsView, ConsentView
from .deciding import DecideView, UndoView
from .detail import DeskHistoryView, DetailView
from .erasing import EraseView
from .files import FileView
from .index import DeskIndexView, ExportView
from .keeping import RehearsalView, RetentionView
from .listing import rights_of
from .subject import SubjectView


class DeskMenuItem(MenuItem):
    """Shown to whoever may see a list of submissions anywhere."""

    def is_shown(self, request):
        return rights_of(request).has(Right.LIST)


class SubmissionURLFinder(ModelAdminURLFinder):
    """Leads from a log entry to the submission, for those who may see it."""

    def get_edit_url(self, instance):
        if self.user is not None and not policy.may(self.user, Right.LIST, instance):
            return None
        return reverse("desk:detail", args=[instance.pk])


class Desk(ModelViewSet):
    """Every submission that a moderator may see, in one place."""

    model = Submission
    name = "desk"
    icon = "clipboard-list"
    menu_label = _("Desk")
    menu_order = 150
    add_to_admin_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    # An edit form never comes up; the viewset still asks which fields it would have.
    form_fields: list[str] = []
    list_per_page = 20
    index_view_class = DeskIndexView
    history_view_class = DeskHistoryView
    permission_policy = desk_policy

    @property
    def menu_item_class(self):
        return DeskMenuItem

    @cached_property
    def index_template_name(self):
        return DeskIndexView.template_name

    @cached_property
    def index_results_template_name(self):
        return DeskIndexView.results_template_name

    def get_common_view_kwargs(self, **kwargs):
        gone = dict.fromkeys(("add_url_name", "edit_url_name", "delete_url_name", "usage_url_name"), None)
        return super().get_common_view_kwargs(**{**gone, **kwargs})

    def get_index_view_kwargs(self, **kwargs):
        return super().get_index_view_kwargs(**{"search_fields": ["search_text"], "search_backend_name": None, **kwargs})

    def get_permissions_to_register(self):
        # Rights over submissions are given page by page; ticking model permissions would promise something else.
        return Permission.objects.none()

    def register_admin_url_finder(self):
        register_admin_url_finder(self.model, SubmissionURLFinder)

    def get_urlpatterns(self):
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("person/", self.construct_view(SubjectView), name="subject"),
            path("retention/", self.construct_view(RetentionView), name="retention"),
            path("retention/<uuid:host_key>/", self.construct_view(RehearsalView), name="rehearsal"),
            path("<int:pk>/erase/", self.construct_view(EraseView), name="erase"),
            path("consents/", self.construct_view(ConsentsView), name="consents"),
            path("consents/<uuid:key>/", self.construct_view(ConsentView), name="consent"),
            path("export/", self.construct_view(ExportView), name="export"),
            path("<int:pk>/", self.construct_view(DetailView), name="detail"),
            path("<int:pk>/decide/<slug:decision>/", self.construct_view(DecideView), name="decide"),
            path("<int:pk>/files/<uuid:upload>/", self.construct_view(FileView), name="file"),
            path("<int:pk>/undo/", self.construct_view(UndoView), name="undo"),
            path("<int:pk>/history/", self.history_view, name="history"),
            path("<int:pk>/history/results/", self.history_results_view, name="history_results"),
        ]


desk = Desk()
