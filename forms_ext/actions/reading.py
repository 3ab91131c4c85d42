"""Writing down who looked at personal data and who took it away in a file."""

from dataclasses import dataclass, field

from django.db.models import Count, QuerySet
from wagtail.log_actions import log
from wagtail.models import Page

from forms_ext.models import Pool, Submission

from .base import Action
from .logbook import record


@dataclass
class ViewAction(Action):
    """Note that somebody opened one submission."""

    submission: Submission
    user: object = None

    def execute(self) -> Submission:
        """Return the submission."""
        record(self.submission, "forms_ext.view", self.user)
        return self.submission


@dataclass
class ExportAction(Action):
    """Note that somebody takes submissions away in a file: one entry in the log of every page they were sent to.

    Where the page was deleted, the log of its places keeps the entry.

    :param submissions: what the file holds.
    :param chosen: the filters it was made with; the caller leaves out whatever names a person.
    """

    submissions: QuerySet[Submission]
    chosen: dict[str, str | list[str]] = field(default_factory=dict)
    user: object = None

    def execute(self) -> int:
        """Return how many submissions the file holds."""
        sent_to = list(self.submissions.order_by().values_list("page_id", "host_key").annotate(number=Count("pk")))
        pages = Page.objects.in_bulk([page_id for page_id, _host_key, _number in sent_to])
        for page_id, host_key, number in sent_to:
            instance = pages.get(page_id) or Pool.objects.get(host_key=host_key, item="")
            log(instance=instance, action="forms_ext.export", user=self.user, data={"count": number, "filter": self.chosen})
        return sum(number for _page_id, _host_key, number in sent_to)
