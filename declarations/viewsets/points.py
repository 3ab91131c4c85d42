"""The chooser in which editors pick the point of a declaration that their text links to."""

from django import forms
from django.db.models import Case, Exists, IntegerField, OuterRef, Q, Subquery, Value, When
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import chooser
from wagtail.admin.viewsets.chooser import ChooserViewSet

from declarations.models import DeclarationPage, Provision, ProvisionText, TextVersion
from declarations.point_links import called, permanent

WORDS = 14
"""How many words of a point stand in the list."""


def texts_in_force():
    """Return the wordings of points that stand in the version in force of their language."""
    later = TextVersion.objects.filter(
        declaration_key=OuterRef("version__declaration_key"),
        language=OuterRef("version__language"),
        number__gt=OuterRef("version__number"),
    )
    return ProvisionText.objects.exclude(Exists(later))


def points_in_force():
    """Return the points of live, public declarations, each with its text in the editor's language, else in another."""
    texts = texts_in_force().filter(provision=OuterRef("pk"))
    own_first = Case(When(version__language=get_language(), then=Value(0)), default=Value(1), output_field=IntegerField())
    text = texts.order_by(own_first, "-version__published_at", "-pk")
    fields = {name: Subquery(text.values(name)[:1]) for name in ("place", "number", "heading", "plain")}
    live = DeclarationPage.objects.live().values("translation_key")
    points = Provision.objects.filter(public=True, declaration_key__in=live).annotate(text=Subquery(text.values("pk")[:1]), **fields)
    return points.exclude(text=None).order_by("declaration_key", "place")


def titles() -> dict:
    """Return the title of each live declaration, in the editor's language if it has one in it."""
    pages = DeclarationPage.objects.live().select_related("locale").order_by("title")
    pages = sorted(pages, key=lambda page: page.locale.language_code == get_language())
    return {page.translation_key: page.title for page in pages}


class PointFilterForm(BaseFilterForm):
    """Narrows the list to one declaration and to words of the text."""

    declaration = forms.ChoiceField(
        label=_("Declaration"), required=False, widget=forms.Select(attrs={"data-chooser-modal-search-filter": True})
    )
    q = forms.CharField(label=_("Search term"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        known = sorted(titles().items(), key=lambda item: item[1])
        self.fields["declaration"].choices = [("", gettext("All")), *((str(key), title) for key, title in known)]

    def filter(self, objects):
        """Return the points that are wanted."""
        if key := self.cleaned_data["declaration"]:
            objects = objects.filter(declaration_key=key)
        if words := self.cleaned_data["q"].strip():
            wanted = texts_in_force().filter(Q(plain__icontains=words) | Q(heading__icontains=words), provision=OuterRef("pk"))
            objects = objects.filter(Exists(wanted))
            self.is_searching, self.search_query = True, words
        return objects


def name_of(point: Provision) -> str:
    """Return how a point is named in the list: its number with its heading or its first words."""
    words = point.heading or " ".join(point.plain.split()[:WORDS])
    return f"{point.number or point.place} {words}"


class PointList:
    """The list of points: what both the modal and its results show."""

    filter_form_class = PointFilterForm

    def get_object_list(self):
        """Return the points that may be linked to."""
        return points_in_force()

    @property
    def title_column(self):
        """Return the column whose link chooses the point."""
        column = super().title_column
        column.label, column.accessor = _("Point"), name_of
        return column

    @property
    def columns(self):
        """Return the columns: the point and the declaration it belongs to."""
        known = titles()
        return [
            *super().columns,
            Column("declaration", label=_("Declaration"), accessor=lambda point: known.get(point.declaration_key, "")),
        ]


class ChoosePoint(PointList, chooser.ChooseView):
    """The modal."""


class ChoosePointResults(PointList, chooser.ChooseResultsView):
    """The list inside the modal after a search."""


class PointChosen(chooser.ChosenView):
    """Hands the chosen point to the editor."""

    def get_object(self, pk):
        """Return a point of the list."""
        return points_in_force().get(pk=pk)

    def get_chosen_response_data(self, item):
        """Return its identity, what it is called and where it is found."""
        title = called(titles()[item.declaration_key], ProvisionText.objects.get(pk=item.text).label)
        return {"id": item.short_id, "title": title, "url": permanent(item.short_id)}


class PointChooserViewSet(ChooserViewSet):
    """Lets an editor pick a point. Points are written by publishing, never here."""

    model = Provision
    icon = "tag"
    choose_one_text = _("Choose a point")
    page_title = _("Choose the point of a declaration")
    choose_view_class = ChoosePoint
    choose_results_view_class = ChoosePointResults
    chosen_view_class = PointChosen
    register_widget = False

    def get_urlpatterns(self):
        """Return the addresses of the modal; there is nothing to create and only one point is chosen at a time."""
        return [pattern for pattern in super().get_urlpatterns() if pattern.name in {"choose", "choose_results", "chosen"}]


point_chooser = PointChooserViewSet("declarations_point_chooser", url_prefix="declarations/points")
