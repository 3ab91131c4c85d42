"""Telling the office beforehand what will be deleted: numbers, never a person."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from forms_ext import conf, emails
from forms_ext.models import FormHost, Message, Pool, Retention, Submission
from forms_ext.models.retention import day_of

from .base import Action
from .locking import host_transaction
from .purge import notice_days, over, retention_of
from .sync import host_pages

# One notice covers what is due within a week more, so that a form that is sent every day means no notice every day.
TOGETHER = 7


@dataclass
class AnnouncePurgeAction(Action):
    """Tell the office of one host what will be deleted; at most once a week.

    :param today: the day that counts, in the time zone of the site.
    """

    host_key: object
    today: date = field(default_factory=lambda: day_of(timezone.now()))
    user: object = None

    def execute(self) -> int:
        """Return how many submissions were announced."""
        retention = retention_of(self.host_key)
        first = self.today + timedelta(days=notice_days(retention))
        self._take_back(retention, first)
        if not over(retention, first).filter(purge_noticed_on=None).exists():
            return 0
        Pool.objects.get_or_create(host_key=self.host_key, item="")
        with host_transaction(self.host_key):
            announced = over(retention, first + timedelta(days=TOGETHER)).filter(purge_noticed_on=None)
            numbers = list(announced.values_list("pk", flat=True))
            Submission.objects.filter(pk__in=numbers).update(purge_noticed_on=self.today)
            for address in office_of(self.host_key):
                queue_notice(retention, address, len(numbers), first)
        return len(numbers)

    def _take_back(self, retention: Retention, first: date):
        """Forget notices of a day that was put off since: before the new day the office is told again."""
        put_off = Submission.objects.of_host(self.host_key).filter(~retention.over(first + timedelta(days=TOGETHER)), anonymised_at=None)
        if put_off.exclude(purge_noticed_on=None).exists():
            with host_transaction(self.host_key):
                put_off.exclude(purge_noticed_on=None).update(purge_noticed_on=None)


def office_of(host_key) -> list[str]:
    """Return the addresses that hear about a host: its own recipients, else the owner of the site."""
    page: FormHost | None = next(iter(host_pages(host_key)), None)
    named = page.recipients.split() if page else []
    owner = conf.get("OWNER_EMAIL")
    return sorted(set(named)) or ([owner] if owner else [])


def queue_notice(retention: Retention, address: str, number: int, first: date) -> Message:
    """Queue one notice in the main language of the site."""
    with translation.override(settings.LANGUAGE_CODE):
        subject = _("Answers will be deleted: %(title)s") % {"title": retention.title}
        sentence = ngettext(
            "From %(day)s on, %(number)d submission to “%(title)s” has been kept long enough. Its answers are then deleted for good.",
            "From %(day)s on, %(number)d submissions to “%(title)s” have been kept long enough. Their answers are then deleted for good.",
            number,
        ) % {"day": date_format(first), "number": number, "title": retention.title}
        paragraphs = [
            sentence,
            _(
                "What stays: places, states and counts. If you still need the answers, take a file from the desk now, or give the form more days."
            ),
            emails.absolute(reverse("desk:retention")),
        ]
        said = {"subject": " ".join(subject.split())[:255], "text": "\n\n".join(paragraphs) + "\n", "language": settings.LANGUAGE_CODE}
        # One a day: a day that was put off and moved back before evening was told already.
        notice, _is_new = Message.objects.get_or_create(
            transition=f"{retention.host_key}:purge:{first.isoformat()}:{address}"[:120],
            defaults={"kind": "purge_notice", "to": address, **said},
        )
        return notice
