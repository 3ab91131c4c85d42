"""Retention: what was kept long enough goes, by itself and for good."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from forms_ext import conf
from forms_ext.models import Pool, Retention, Submission
from forms_ext.models.retention import day_of
from forms_ext.states import ErasureKind

from .base import Action
from .clearing import clear, count
from .journal import write_down
from .locking import host_transaction
from .logbook import record
from .tallies import keep_counts

# So many submissions are deleted in one transaction: others wait for the host's lock meanwhile.
CHUNK = 200


def retention_of(host_key) -> Retention:
    """Return how long the answers of a host are kept; by the rule of the site where its page never said."""
    found = Retention.objects.filter(host_key=host_key).first()
    if found:
        return found
    newest = Submission.objects.of_host(host_key).order_by("-pk").first()
    page = {"page_id": newest.page_id, "title": newest.page_title} if newest else {}
    return Retention(host_key=host_key, **page)


def hosts_with_answers() -> list:
    """Return the keys of all hosts that still hold answers."""
    return list(Submission.objects.filter(anonymised_at=None).order_by().values_list("host_key", flat=True).distinct())


def over(retention: Retention, today: date) -> QuerySet[Submission]:
    """Return the submissions of a host whose last day is over, announced to the office or not."""
    return Submission.objects.of_host(retention.host_key).filter(retention.over(today), anonymised_at=None)


def notice_days(retention: Retention) -> int:
    """Return how many days before a deletion the office is told: fewer where answers are not even kept so long."""
    return min(conf.get("NOTICE_DAYS"), retention.days_kept)


def due(retention: Retention, today: date) -> QuerySet[Submission]:
    """Return the submissions of a host that go today: their last day is over, and the office was told in time."""
    return over(retention, today).filter(purge_noticed_on__lte=today - timedelta(days=notice_days(retention)))


def foreseen(retention: Retention, day: date) -> QuerySet[Submission]:
    """Return the submissions that the daily job will have deleted by the end of ``day``, if it runs every day from today on.

    What was not announced yet is announced in time, where there is time for it.
    """
    told = Q(purge_noticed_on__lte=day - timedelta(days=notice_days(retention)))
    if day - timedelta(days=notice_days(retention)) >= day_of(timezone.now()):
        told |= Q(purge_noticed_on=None)
    return over(retention, day).filter(told)


@dataclass
class PurgeAction(Action):
    """Delete the answers of one host that were kept long enough, with everything about the people who sent them.

    State, places, consents and counts stay.

    :param today: the day that counts, in the time zone of the site.
    """

    host_key: object
    today: date = field(default_factory=lambda: day_of(timezone.now()))
    user: object = None

    def execute(self) -> int:
        """Return how many submissions lost their answers."""
        retention, done = retention_of(self.host_key), 0
        while numbers := list(due(retention, self.today).order_by("pk").values_list("pk", flat=True)[:CHUNK]):
            done += len(self._purge(numbers))
        return done

    def rehearse(self) -> dict[str, int]:
        """Return how many rows of each model will be deleted or emptied by ``today``, which may be ahead; changes nothing."""
        return count(foreseen(retention_of(self.host_key), self.today).values_list("pk", flat=True))

    def _purge(self, numbers: list[int]) -> list[Submission]:
        Pool.objects.get_or_create(host_key=self.host_key, item="")
        with host_transaction(self.host_key):
            # Read again inside the lock: somebody may have been erased meanwhile.
            submissions = list(Submission.objects.filter(pk__in=numbers, anonymised_at=None).select_related("form_version"))
            purge(submissions, self.user)
        return submissions


def purge(submissions: list[Submission], user=None):
    """Count, delete, log and write down; inside the host's lock."""
    keep_counts(submissions)
    clear([one.pk for one in submissions])
    for submission in submissions:
        record(submission, "forms_ext.purge", user)
    write_down(ErasureKind.PURGE, submissions)
