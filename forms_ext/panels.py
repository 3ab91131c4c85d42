"""The panel on Wagtail's group screen in which rights over submissions are given, page by page."""

from django import forms
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms.formsets import BaseFormSetMixin
from wagtail.admin.widgets import AdminPageChooser
from wagtail.models import Page

from forms_ext.models import GroupFormRight
from forms_ext.models.rights import Right

SHORT = {
    Right.LIST: gettext_lazy("List"),
    Right.ANSWERS: gettext_lazy("Answers"),
    Right.DECIDE: gettext_lazy("Decide"),
    Right.EXPORT: gettext_lazy("Export"),
    Right.ERASE: gettext_lazy("Erase"),
    Right.MANAGE: gettext_lazy("Manage"),
}


class PageRightsForm(forms.Form):
    """The rights of one group over the submissions of one page and all pages below it."""

    page = forms.ModelChoiceField(
        label=gettext_lazy("Page"), queryset=Page.objects.all(), widget=AdminPageChooser(show_edit_link=False, can_choose_root=True)
    )
    rights = forms.MultipleChoiceField(
        label=gettext_lazy("Rights"), choices=Right.choices, required=False, widget=forms.CheckboxSelectMultiple
    )

    def clean_rights(self):
        rights = self.cleaned_data["rights"]
        # Whoever sees answers, decides or exports works from the list.
        return sorted({*rights, Right.LIST.value}) if rights else []


class BaseGroupFormRightFormSet(BaseFormSetMixin, forms.BaseFormSet):
    """All rights of a group over submissions; saved together with the group."""

    columns = [(SHORT[right], right.label) for right in Right]

    def __init__(self, data=None, files=None, instance=None, prefix="form_rights"):
        self.instance = instance or Group()
        super().__init__(data, files, initial=self._stored(), prefix=prefix)

    def _stored(self) -> list[dict]:
        """Return one entry for each page over which the group has a right."""
        if self.instance.pk is None:
            return []
        by_page: dict[Page, list[str]] = {}
        for held in self.instance.form_rights.select_related("page").order_by("page__path"):
            by_page.setdefault(held.page, []).append(held.right)
        return [{"page": page, "rights": rights} for page, rights in by_page.items()]

    @property
    def filled(self) -> list[forms.Form]:
        """Return the forms that name a page and are not deleted."""
        return [form for form in self.forms if form not in self.deleted_forms and form.cleaned_data.get("page")]

    def clean(self):
        if any(self.errors):
            return
        pages = [form.cleaned_data["page"] for form in self.filled]
        if len(set(pages)) != len(pages):
            raise ValidationError(_("Each page may stand here once. Put its rights into one line."))

    @transaction.atomic
    def save(self):
        """Make the stored rights those of the form: what stays keeps its row."""
        wanted = {(form.cleaned_data["page"].pk, right) for form in self.filled for right in form.cleaned_data["rights"]}
        stored = {(held.page_id, held.right): held.pk for held in self.instance.form_rights.all()}
        self.instance.form_rights.filter(pk__in=[pk for key, pk in stored.items() if key not in wanted]).delete()
        added = sorted(wanted - set(stored))
        GroupFormRight.objects.bulk_create([GroupFormRight(group=self.instance, page_id=page, right=right) for page, right in added])

    def as_admin_panel(self):
        """Return the panel as HTML."""
        return render_to_string("forms_ext/desk/group_rights.html", {"formset": self})


GroupFormRightFormSet = forms.formset_factory(PageRightsForm, formset=BaseGroupFormRightFormSet, extra=0, can_delete=True)
