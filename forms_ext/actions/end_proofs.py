"""The end of a proof: the one way in which consent records leave the ledger.

Records and events are evidence and refuse to be deleted. When the years in which a consent has to be provable are over, this
job deletes whole records with all their events, below the models that refuse it, and leaves one :class:`EndedProof` for each:
number, length and hashes. By it every seal still holds, and what ended by rule is told from what was removed by hand.
"""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from forms_ext import conf
from forms_ext.models import ConsentEvent, ConsentRecord, EndedProof, Pool, Retention
from forms_ext.models.retention import begin_of, day_of
from forms_ext.states import ConsentState, ErasureKind

from .base import Action
from .journal import write_marks
from .locking import host_transaction

CHUNK = 200


def years_before(day: date, years: int) -> date:
    """Return the same day ``years`` years earlier; for a leap day that year lacks, the day before, which keeps a day longer."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


@dataclass
class EndProofsAction(Action):
    """End the proofs whose years are over: after a withdrawal or refusal, or after the end of the event.

    A consent that stands and belongs to no event with an end is needed as long as it stands.

    :param today: the day that counts, in the time zone of the site.
    """

    today: date = field(default_factory=lambda: day_of(timezone.now()))
    user: object = None

    def due(self) -> QuerySet[ConsentRecord]:
        """Return the records whose time as a proof is over."""
        before = self.before()
        ended = Retention.objects.filter(has_end=True, ends_at__lt=before).values("host_key")
        stands = Q(state=ConsentState.GIVEN)
        return ConsentRecord.objects.filter(~stands | Q(host_key__in=ended), state_at__lt=before)

    def before(self) -> datetime:
        """Return the moment before which an end or a withdrawal must lie."""
        return begin_of(years_before(self.today, conf.get("PROOF_YEARS")))

    def execute(self) -> int:
        """Return how many records ended."""
        done = 0
        while records := list(self.due().order_by("pk")[:CHUNK]):
            for host_key in {record.host_key for record in records}:
                Pool.objects.get_or_create(host_key=host_key, item="")
                with host_transaction(host_key):
                    done += end([record.pk for record in records if record.host_key == host_key])
        return done


def end(numbers: list) -> int:
    """Delete these records with their events and leave what tells that they ended; inside the host's lock."""
    records = list(ConsentRecord.objects.filter(pk__in=numbers))
    numbers = [one.pk for one in records]
    columns = ("host_key", "version_id", "state", "length", "head")
    chains: dict = {number: [] for number in numbers}
    for event in ConsentEvent.objects.filter(record__in=numbers).order_by("seq"):
        chains[event.record_id].append([event.pk, event.sha256])
    ended = [EndedProof(record=one.pk, chain=chains[one.pk], **{name: getattr(one, name) for name in columns}) for one in records]
    EndedProof.objects.bulk_create(ended, ignore_conflicts=True)
    write_marks(ErasureKind.PROOF, {str(one.pk): one.host_key for one in records})
    # The plain QuerySet knows no refusal.
    QuerySet(ConsentEvent).filter(record__in=numbers).delete()
    QuerySet(ConsentRecord).filter(pk__in=numbers).delete()
    return len(records)
