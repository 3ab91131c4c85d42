"""The first page of the editor for whoever works at the desk: what waits, form by form, with the way into each list."""

from collections import Counter
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Count
from django.forms import Media
from django.urls import reverse
from wagtail.admin.ui.components import Component

from forms_ext.filters import drawer_choices
from forms_ext.models import ErasureRequest
from forms_ext.models.rights import Right
from forms_ext.permissions import FormRights
from forms_ext.states import SubmissionState

from .listing import rights_of, waiting_submissions

# So many forms are named; the lists themselves show the rest.
SHOWN = 10
# What each number is: the view of the desk that lists just these, with the filter that it needs.
LISTS = {"undecided": {"view": "new"}, "waiting": {"view": "waiting"}, "held": {"view": "held", "state": SubmissionState.HELD.value}}


@dataclass(frozen=True)
class Amount:
    """How many wait in one list, and the address of exactly that list."""

    number: int
    url: str


@dataclass(frozen=True)
class Line:
    """What waits at one form, or at all of them where ``title`` is empty."""

    title: str
    amounts: dict[str, Amount]

    @classmethod
    def of(cls, title: str, numbers: Counter, **chosen: str) -> "Line":
        """Return the line of a form with the numbers of its lists."""
        desk = reverse("desk:index")
        return cls(title, {name: Amount(numbers[name], f"{desk}?{urlencode({**asked, **chosen})}") for name, asked in LISTS.items()})


def waiting_by_form(rights: FormRights) -> dict[str, Counter]:
    """Return how many wait in each list by the key of the form; in two queries, however many forms there are."""
    rows, found = rights.submissions(Right.LIST).order_by(), {}
    on_list = rows.filter(pk__in=waiting_submissions()).values_list("host_key", "state").annotate(number=Count("pk"))
    open_ones = rows.filter(state__in=[SubmissionState.RECEIVED, SubmissionState.HELD])
    for host_key, state, number in open_ones.values_list("host_key", "state").annotate(number=Count("pk")):
        name = "held" if state == SubmissionState.HELD else "undecided"
        found.setdefault(str(host_key), Counter())[name] += number
    for host_key, state, number in on_list:
        numbers = found.setdefault(str(host_key), Counter())
        numbers["waiting"] += number
        # Who waits for a place does not wait for somebody of the team.
        numbers["undecided"] -= number if state == SubmissionState.RECEIVED else 0
    return found


class WaitingPanel(Component):
    """On the first page of the editor: what waits at the desk, as far as the reader sees it there. Numbers, never a person."""

    name = "waiting"
    template_name = "forms_ext/desk/waiting_panel.html"
    order = 80

    @property
    def media(self):
        return Media(css={"all": ["forms_ext/desk.css"]})

    def get_context_data(self, parent_context):
        rights = rights_of(parent_context["request"])
        if not rights.has(Right.LIST):
            return {}
        found = waiting_by_form(rights)
        titles = drawer_choices(rights)[0]
        lines = [Line.of(title, found[key], host=key) for key, title in titles if key in found and any(found[key].values())]
        lines.sort(key=lambda line: -sum(amount.number for amount in line.amounts.values()))
        return {
            "is_shown": True,
            "total": Line.of("", sum(found.values(), Counter())),
            "lines": lines[:SHOWN],
            "more": len(lines) - SHOWN,
            "desk": reverse("desk:index"),
            "erasures": ErasureRequest.objects.open().filter(rights.where(Right.ERASE, "submission__page_id")).count(),
        }
