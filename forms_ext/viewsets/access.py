"""Who gets into a view of the desk. Every view asks here; Wagtail's own views ask for rights over the model only."""

from functools import cached_property

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse

from forms_ext.models import Submission
from forms_ext.models.rights import Right
from forms_ext.permissions import desk_policy

from .listing import Listing, rights_of


class DeskMixin:
    """A view of the desk: open to whoever has the right to a list anywhere, with the list that the query describes."""

    model = Submission
    permission_policy = desk_policy
    any_permission_required = ["view"]

    def user_has_any_permission(self, permissions):
        """Ask what was read for this request already."""
        return "view" in permissions and rights_of(self.request).has(Right.LIST)

    @cached_property
    def listing(self) -> Listing:
        """Return the list that the query string describes."""
        return Listing(self.request)

    def desk_url(self, name: str, *args) -> str:
        """Return the address of a view of the desk, keeping the list."""
        return reverse(f"desk:{name}", args=args) + self.listing.query


class OneSubmissionMixin(DeskMixin):
    """A view of one submission: not found for everybody who may not see it in a list."""

    def get_object(self, queryset=None) -> Submission:
        """Return the submission, with its form and what the reader may do with it.

        :raises Http404: when it does not exist or belongs to others; both look the same.
        """
        rows = self.listing.readable.select_related("form_version", "erasure_request")
        for right, name in ((Right.ANSWERS, "sees_answers"), (Right.DECIDE, "may_decide"), (Right.ERASE, "may_erase")):
            rows = self.listing.rights.told(rows, right, name)
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def submission_to_decide(self) -> Submission:
        """Return the submission.

        :raises PermissionDenied: when the reader sees it but may not decide.
        """
        submission = self.get_object()
        if not submission.may_decide:
            raise PermissionDenied
        return submission
