"""One list of submissions as a moderator sees it: what may be seen, the chosen view, filters, search and order."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count, Q, QuerySet, Value
from django.http import HttpRequest, QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from forms_ext.filters import DeskFilterSet
from forms_ext.models import Claim, Submission
from forms_ext.models.rights import Right
from forms_ext.permissions import FormRights, policy
from forms_ext.states import ClaimState, SubmissionState

ORDERINGS = {"submitted_at", "-submitted_at", "reference", "-reference"}
DEFAULT_ORDERING = "-submitted_at"
# These belong to one page of a list, not to the list.
PASSING = ("p", "done", "_w_filter_fragment")


def rights_of(request: HttpRequest) -> FormRights:
    """Return what the reader may do; read once for each request."""
    if not hasattr(request, "form_rights"):
        request.form_rights = policy.rights(request.user)
    return request.form_rights


@dataclass(frozen=True)
class View:
    """A part of the desk with a name and a live count.

    :param states: the states it shows; empty for all.
    :param waiting: True for those on the waiting list only, False for the others only, None for both.
    :param empty: the sentence shown when there is nothing in it.
    """

    name: str
    label: Promise
    empty: Promise
    states: tuple[str, ...] = ()
    waiting: bool | None = None

    def counted(self, all_of: dict[str, int], waiting_of: dict[str, int]) -> int:
        """Return how many there are, from the counts by state of all and of those who wait."""
        states = self.states or tuple(all_of)
        every, wait = sum(all_of.get(state, 0) for state in states), sum(waiting_of.get(state, 0) for state in states)
        return {None: every, True: wait, False: every - wait}[self.waiting]


VIEWS = {
    view.name: view
    for view in (
        View("new", _("New"), _("Nothing waits for a decision."), (SubmissionState.RECEIVED,), waiting=False),
        View("waiting", _("Waiting list"), _("Nobody is on a waiting list."), waiting=True),
        View("accepted", _("Accepted"), _("Nothing is accepted yet."), (SubmissionState.ACCEPTED,)),
        View("declined", _("Declined"), _("Nothing was declined."), (SubmissionState.DECLINED,)),
        View("cancelled", pgettext_lazy("registration", "Cancelled"), _("Nothing was cancelled."), (SubmissionState.CANCELLED,)),
        View("held", _("Held"), _("Nothing is held back."), (SubmissionState.HELD, SubmissionState.UNCONFIRMED)),
        View("all", _("All"), _("Nothing was sent yet.")),
    )
}


class Listing:
    """The submissions that the query string of a request asks for, in the order it asks for."""

    def __init__(self, request: HttpRequest):
        self.request = request
        self.rights = rights_of(request)
        self.view = VIEWS.get(request.GET.get("view", ""), VIEWS["new"])
        asked = request.GET.get("ordering", "")
        self.ordering = asked if asked in ORDERINGS else DEFAULT_ORDERING

    @cached_property
    def filters(self) -> DeskFilterSet:
        """Return the filters with what was chosen in them."""
        return DeskFilterSet(self.request.GET, self.readable, request=self.request, rights=self.rights)

    @cached_property
    def search(self) -> str:
        """Return what is searched for."""
        return self.request.GET.get("q", "").strip()[:200]

    @cached_property
    def query(self) -> str:
        """Return the query string that leads to this list again, with its question mark; empty for the plain desk."""
        query: QueryDict = self.request.GET.copy()
        for name in PASSING:
            query.pop(name, None)
        return f"?{query.urlencode()}" if query else ""

    def query_of(self, view: View) -> str:
        """Return the query string of the same list in another view."""
        query: QueryDict = self.request.GET.copy()
        for name in PASSING:
            query.pop(name, None)
        query["view"] = view.name
        return f"?{query.urlencode()}"

    # Rows

    @property
    def readable(self) -> QuerySet[Submission]:
        """Return every submission that the reader may see in a list."""
        return self.rights.submissions(Right.LIST)

    @cached_property
    def chosen(self) -> QuerySet[Submission]:
        """Return what filters and search leave, in all views."""
        rows = self.filters.filter_queryset(self.readable) if self.filters.is_valid() else self.readable
        return self.found(rows) if self.search else rows

    def found(self, rows: QuerySet[Submission]) -> QuerySet[Submission]:
        """Return the rows that the search finds: by every word where answers may be seen, else by reference only."""
        if self.rights.has_all:
            return rows.found_by(self.search)
        by_words = Submission.objects.filter(self.rights.where(Right.ANSWERS)).found_by(self.search)
        reference = "".join(self.search.split()).upper()
        return rows.filter(Q(pk__in=by_words.values("pk")) | Q(reference__contains=reference))

    def in_view(self, view: View | None = None) -> QuerySet[Submission]:
        """Return the chosen submissions of a view, by default of the present one, in order."""
        view = view or self.view
        rows = self.chosen
        if view.states:
            rows = rows.filter(state__in=view.states)
        if view.waiting is not None:
            on_list = Q(pk__in=waiting_submissions())
            rows = rows.filter(on_list if view.waiting else ~on_list)
        return self.ordered(rows)

    def ordered(self, rows: QuerySet[Submission], *, backwards: bool = False) -> QuerySet[Submission]:
        """Return ``rows`` in the order of the list; those sent in the same moment by their number."""
        name, down = self.ordering.lstrip("-"), self.ordering.startswith("-")
        sign = "-" if down is not backwards else ""
        return rows.order_by(f"{sign}{name}", f"{sign}pk")

    @cached_property
    def counts(self) -> dict[str, int]:
        """Return how many chosen submissions each view has; one query whatever the number."""
        # States are counted in an index and those who wait are few: asking each row for its claim would read the whole table.
        waiting = self.chosen.filter(pk__in=waiting_submissions())
        every, wait = (
            rows.order_by().values_list("state").annotate(number=Count("*"), waits=Value(waits))
            for rows, waits in ((self.chosen, False), (waiting, True))
        )
        counts = {False: {}, True: {}}
        for state, number, waits in every.union(wait, all=True):
            counts[bool(waits)][state] = number
        return {view.name: view.counted(counts[False], counts[True]) for view in VIEWS.values()}

    # Going on from one submission

    def after(self, submission: Submission, rows: QuerySet[Submission] | None = None) -> Submission | None:
        """Return the next one of the list, or None at its end; the submission itself need not be in the list any more."""
        return self._beside(submission, rows, backwards=False)

    def before(self, submission: Submission) -> Submission | None:
        """Return the one before in the list, or None at its beginning."""
        return self._beside(submission, None, backwards=True)

    def _beside(self, submission: Submission, rows: QuerySet[Submission] | None, *, backwards: bool) -> Submission | None:
        rows = self.in_view() if rows is None else rows
        name = self.ordering.lstrip("-")
        comparison = "lt" if self.ordering.startswith("-") is not backwards else "gt"
        value = getattr(submission, name)
        later = Q(**{f"{name}__{comparison}": value}) | Q(**{name: value, f"pk__{comparison}": submission.pk})
        return self.ordered(rows.filter(later), backwards=backwards).first()

    def next_undecided(self, submission: Submission) -> Submission | None:
        """Return the next one of the list that waits for a decision; from the end it begins anew."""
        held = self.view.name == "held"
        undecided = self.in_view(VIEWS["held" if held else "new"]).exclude(pk=submission.pk)
        if held:
            undecided = undecided.filter(state=SubmissionState.HELD)
        return self.after(submission, undecided) or self.ordered(undecided).first()


def waiting_submissions() -> QuerySet:
    """Return the numbers of all submissions that wait for a place at the host itself."""
    return Claim.objects.filter(pool__item="", state=ClaimState.WAITING).values("submission")
