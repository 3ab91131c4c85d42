"""The subject desk: everything under one address. The address is only ever posted: it stands in no address bar and no log."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from forms_ext.actions import EraseAction, NotAllowed
from forms_ext.actions.erase import is_erased
from forms_ext.actions.subject import FindSubjectAction, Found, document, everything_about
from forms_ext.models import ErasureRequest
from forms_ext.models.rights import Right

from .access import DeskMixin
from .erasing import ErasePreview


class AddressForm(forms.Form):
    """Whose data is looked for."""

    address = forms.EmailField(label=gettext_lazy("E-mail address"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "off"}))


@method_decorator([never_cache, sensitive_post_parameters("address")], name="dispatch")
class SubjectView(DeskMixin, PermissionCheckedMixin, WagtailAdminTemplateMixin, View):
    """Find, show, hand out and erase what one person sent, as far as the reader's rights go."""

    template_name = "forms_ext/desk/subject.html"
    header_icon = "user"
    http_method_names = ["get", "post", "options"]

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": self.desk_url("index"), "label": _("Desk")}, {"url": "", "label": self.get_page_title()}]

    def get_page_title(self):
        return _("One person")

    def dispatch(self, request, *args, **kwargs):
        if not self.listing.rights.has(Right.ANSWERS):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "requests": self.requests()}

    def requests(self) -> int:
        """Return how many asked to be erased and still wait, as far as the reader may erase."""
        return ErasureRequest.objects.open().filter(self.listing.rights.where(Right.ERASE, "submission__page_id")).count()

    def get(self, request):
        return self.show(AddressForm())

    def show(self, form: AddressForm, **context):
        """Show the form and what was found."""
        return TemplateResponse(self.request, self.template_name, self.get_context_data(form=form, **context))

    def post(self, request):
        form = AddressForm(request.POST)
        if not form.is_valid():
            return self.show(form)
        wanted = {"download": self.download, "preview": self.preview, "erase": self.erase}.get(request.POST.get("do", ""), self.find)
        try:
            return wanted(form, form.cleaned_data["address"])
        except NotAllowed as error:
            form.add_error("address", str(error))
            return self.show(form)

    def find(self, form, address):
        """Show everything in readable words."""
        found = FindSubjectAction(address, user=self.request.user).execute()
        return self.show(form, found=found, told=[{"row": one, "about": everything_about(one)} for one in found.theirs], **self.rights())

    def download(self, form, address):
        """Hand everything out as a JSON file."""
        if not self.listing.rights.has(Right.EXPORT):
            raise PermissionDenied
        found = FindSubjectAction(address, user=self.request.user, verb="subject_export").execute()
        response = JsonResponse(document(found), json_dumps_params={"ensure_ascii": False, "indent": 2})
        response["Content-Disposition"] = f'attachment; filename="person-{timezone.localdate():%Y-%m-%d}.json"'
        return response

    def erasable(self, found: Found) -> list:
        """Return the submissions of the person that the reader may erase and that still lead to somebody."""
        mine = set(
            self.listing.rights.submissions(Right.ERASE).filter(pk__in=[one.pk for one in found.theirs]).values_list("pk", flat=True)
        )
        return [one for one in found.theirs if one.pk in mine and not is_erased(one)]

    def preview(self, form, address):
        """Say what erasing everything would do."""
        return self.show_preview(form, FindSubjectAction(address, user=self.request.user).execute())

    def show_preview(self, form, found: Found):
        """Show what erasing would do; the button is for exactly these submissions."""
        erasable = self.erasable(found)
        context = {"previews": [ErasePreview(one) for one in erasable], "left_alone": len(found.theirs) - len(erasable)}
        return self.show(form, found=found, **context, **self.rights())

    def erase(self, form, address):
        """Erase what was previewed. Where that is not what stands under the address now, nothing goes before another look."""
        found = FindSubjectAction(address, user=self.request.user).execute()
        erasable = self.erasable(found)
        if not erasable or {str(one.pk) for one in erasable} != set(self.request.POST.getlist("previewed")):
            messages.warning(self.request, _("This is not what you were shown before. Nothing was erased: look again."))
            return self.show_preview(form, found)
        for submission in erasable:
            EraseAction(submission, user=self.request.user).execute()
        number = len(erasable)
        sentence = ngettext("%(number)d submission is erased.", "%(number)d submissions are erased.", number) % {"number": number}
        messages.success(self.request, sentence)
        return HttpResponseRedirect(self.desk_url("subject"))

    def rights(self) -> dict:
        """Return what the reader may do with what was found."""
        return {"may_export": self.listing.rights.has(Right.EXPORT), "may_erase": self.listing.rights.has(Right.ERASE)}
