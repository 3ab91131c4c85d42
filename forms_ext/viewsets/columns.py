"""The columns of the desk."""

from django.db.models import Case, Count, Exists, F, OuterRef, Prefetch, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BaseColumn, ButtonsColumnMixin, DateColumn, TitleColumn

from forms_ext.models import Claim, ConsentRecord, Pool, Submission
from forms_ext.states import ClaimState


def claims_with_positions() -> QuerySet[Claim]:
    """Return claims with their pool; those who wait know their ``position`` in the queue, 1 for the next in line."""
    ahead = Claim.objects.filter(pool=OuterRef("pool"), state=ClaimState.WAITING, seq__lt=OuterRef("seq")).order_by()
    number = Coalesce(Subquery(ahead.values("pool").annotate(number=Count("pk")).values("number")), Value(0))
    position = Case(When(state=ClaimState.WAITING, then=number + 1), default=None)
    return Claim.objects.select_related("pool").annotate(position=position).order_by(F("pool__item"))


def with_cells(rows: QuerySet[Submission]) -> QuerySet[Submission]:
    """Return ``rows`` with everything that the columns show, in a fixed number of queries."""
    consents = ConsentRecord.objects.select_related("version").order_by("field_key")
    by_hand = Exists(Pool.objects.filter(host_key=OuterRef("host_key"), item="", review=True))
    return (
        rows.annotate(decided_by_hand=by_hand)
        .defer("answers", "extras", "search_text")
        .prefetch_related(Prefetch("claims", claims_with_positions()), Prefetch("consents", consents))
    )


class ReferenceColumn(ButtonsColumnMixin, TitleColumn):
    """The reference in two groups of four, as people read it aloud, with the menu of the row."""

    cell_template_name = "forms_ext/desk/cells/reference.html"

    def __init__(self, get_buttons, **kwargs):
        super().__init__("reference", label=_("Reference"), sort_key="reference", **kwargs)
        self._get_buttons = get_buttons

    def get_buttons(self, instance, parent_context):
        return self._get_buttons(instance)


class CellColumn(BaseColumn):
    """A column whose cell is a template that reads the submission as ``instance``."""

    def __init__(self, name, label, **kwargs):
        super().__init__(name, label=label, **kwargs)
        self.cell_template_name = f"forms_ext/desk/cells/{name}.html"


class NameColumn(CellColumn):
    """Name and address; a long address is broken after its @ rather than within a word."""

    def get_cell_context_data(self, instance, parent_context):
        name, at, domain = instance.email.rpartition("@")
        return {**super().get_cell_context_data(instance, parent_context), "before": name + at, "domain": domain}


def columns(get_url, get_buttons, *, sees_answers: bool) -> list[BaseColumn]:
    """Return the columns of the desk.

    :param sees_answers: whether the reader may see answers anywhere; else the columns about people are left out.
    """
    reference = ReferenceColumn(get_buttons, get_url=get_url)
    form = CellColumn("form", _("Form"))
    state = CellColumn("state", _("State"))
    sent = DateColumn("submitted_at", label=_("Sent"), sort_key="submitted_at", classname="desk-date")
    if not sees_answers:
        return [reference, form, state, sent]
    about = [CellColumn("side_events", _("Side events")), CellColumn("consents", _("Consents"))]
    return [reference, NameColumn("name", _("Name")), form, state, *about, sent]
