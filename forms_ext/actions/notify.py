"""Telling the office: at once, once a day, or, when too much comes in, once an hour."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.apps import apps
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce, TruncHour
from django.utils import timezone, translation
from django.utils.formats import date_format
from wagtail.models import Page

from forms_ext import conf, notices
from forms_ext.models import Claim, FormHost, Message, Submission
from forms_ext.states import ClaimState, MessageKind, Notice, SubmissionState

from .base import Action
from .sync import host_pages

# How many days a summary is made up for when no worker was running.
MOST_DAYS = 7
MORNING = time(6)  # the digest of a day is sent the next morning, on the clocks of the site


def ruling_page(host_key) -> FormHost | None:
    """Return the page whose settings count for a host in all its languages; None where none is live."""
    pages = host_pages(host_key)
    return pages[0] if pages else None


def host_types() -> list[type[FormHost]]:
    """Return every type of page that carries a form."""
    return [model for model in apps.get_models() if issubclass(model, FormHost)]


def wants_notice(host_key) -> bool:
    """Tell whether a live page of a host wants to hear at once; one light query, for it is asked inside the lock of every sending."""
    at_once = Q(pk__in=[])
    for model in host_types():
        at_once |= Q(**{f"{model._meta.get_ancestor_link(Page).related_query_name()}__notice": Notice.AT_ONCE})
    return Page.objects.filter(at_once, translation_key=host_key, live=True, alias_of=None).exists()


@dataclass
class NoticeAction(Action):
    """Tell the office of one new submission, where it wants to hear at once; inside the transaction that stored it.

    One that still has to be confirmed is no news. What comes beyond the number of notices in an hour is left for the
    summary of that hour.

    :param notice: when the office wants to hear, where the caller has read it.
    """

    submission: Submission
    notice: str | None = None
    user: object = None

    def execute(self) -> list[Message]:
        """Return the messages that were queued."""
        if self.submission.state == SubmissionState.UNCONFIRMED or not self._is_wanted():
            return []
        host = ruling_page(self.submission.host_key)
        if host is None or host.notice != Notice.AT_ONCE or self._told_this_hour() >= conf.get("NOTICES_AN_HOUR"):
            return []
        return notices.queue_notice(host, self.submission)

    def _is_wanted(self) -> bool:
        return wants_notice(self.submission.host_key) if self.notice is None else self.notice == Notice.AT_ONCE

    def _told_this_hour(self) -> int:
        hour = timezone.now().replace(minute=0, second=0, microsecond=0)
        told = Message.objects.filter(kind=MessageKind.NOTICE, submission__host_key=self.submission.host_key, created_at__gte=hour)
        return told.values("submission").distinct().count()


@dataclass
class DigestAction(Action):
    """Tell the offices what happened yesterday, or in the hours in which too much came for single notices. Safe to repeat."""

    user: object = None

    def execute(self) -> int:
        """Return how many messages were queued."""
        return sum(len(self._daily(host) if host.notice == Notice.DAILY else self._hourly(host)) for host in self._hosts())

    @staticmethod
    def _hosts() -> list[FormHost]:
        wanted = Q(notice__in=[Notice.DAILY, Notice.AT_ONCE], live=True, alias_of=None)
        keys = {key for model in host_types() for key in model.objects.filter(wanted).values_list("translation_key", flat=True)}
        return [page for page in map(ruling_page, keys) if page and page.notice != Notice.OFF]

    def _daily(self, host: FormHost) -> list[Message]:
        """Tell of yesterday, and of the days before on which no worker was running."""
        today = timezone.localdate()
        last = Message.objects.filter(letter="digest:day", page_id=host.pk).order_by("created_at").last()
        # A message tells of the day before it was made.
        first = timezone.localdate(last.created_at) if last else today - timedelta(days=1)
        days = range(min((today - first).days, MOST_DAYS), 0, -1)
        return [message for back in days for message in self._of_day(host, today - timedelta(days=back))]

    @staticmethod
    def _of_day(host: FormHost, day: date) -> list[Message]:
        start = timezone.make_aware(datetime.combine(day, time()))
        end = timezone.make_aware(datetime.combine(day + timedelta(days=1), time()))
        figures = figures_of(came_in(host, start, end))
        figures["cancelled"] = cancelled(host, start, end)
        if not any(figures.values()):
            return []
        with translation.override(host.locale.language_code):
            moment = date_format(day, "DATE_FORMAT")
        morning = timezone.make_aware(datetime.combine(timezone.localdate(), MORNING))
        return notices.queue_digest(host, "digest:day", day.isoformat(), moment, figures, not_before=morning)

    @staticmethod
    def _hourly(host: FormHost) -> list[Message]:
        this_hour = timezone.now().replace(minute=0, second=0, microsecond=0)
        told = Message.objects.filter(kind=MessageKind.NOTICE, submission__host_key=host.host_key, created_at__lt=this_hour)
        by_hour = told.filter(created_at__gte=this_hour - timedelta(days=1)).annotate(hour=TruncHour("created_at")).values("hour")
        full = by_hour.annotate(people=Count("submission", distinct=True)).filter(people__gte=conf.get("NOTICES_AN_HOUR"))
        queued = []
        for hour in full.order_by("hour").values_list("hour", flat=True):
            single = Message.objects.filter(kind=MessageKind.NOTICE, submission=OuterRef("pk"))
            figures = figures_of(came_in(host, hour, hour + timedelta(hours=1)).exclude(Exists(single)))
            if figures["new"]:
                with translation.override(host.locale.language_code):
                    moment = date_format(timezone.localtime(hour), "DATETIME_FORMAT")
                queued += notices.queue_digest(host, "digest:hour", hour.isoformat(timespec="hours"), moment, figures)
        return queued


def confirmed_only(host: FormHost, rows: QuerySet[Submission]) -> QuerySet[Submission]:
    """Leave out what nobody confirmed: it never came in."""
    rows = rows.exclude(state=SubmissionState.UNCONFIRMED)
    return rows.filter(Q(confirmed_at__isnull=False) | Q(state=SubmissionState.HELD)) if host.confirm_email else rows


def came_in(host: FormHost, start: datetime, end: datetime) -> QuerySet[Submission]:
    """Return what came in from ``start`` until before ``end``; it counts from the moment it was confirmed."""
    rows = Submission.objects.of_host(host.host_key).annotate(counted_at=Coalesce("confirmed_at", "submitted_at"))
    return confirmed_only(host, rows.filter(counted_at__gte=start, counted_at__lt=end))


def figures_of(rows: QuerySet[Submission]) -> dict[str, int]:
    """Return how many there are, how many of them are held and how many wait for a place."""
    waits = Claim.objects.filter(submission=OuterRef("pk"), pool__item="", state=ClaimState.WAITING)
    return {
        "new": rows.count(),
        "held": rows.filter(state=SubmissionState.HELD).count(),
        "waiting": rows.filter(Exists(waits)).count(),
    }


def cancelled(host: FormHost, start: datetime, end: datetime) -> int:
    """Return how many were cancelled from ``start`` until before ``end``."""
    rows = Submission.objects.of_host(host.host_key).filter(state=SubmissionState.CANCELLED, state_at__gte=start, state_at__lt=end)
    return confirmed_only(host, rows).count()
