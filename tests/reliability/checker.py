"""What was promised, compared with what is stored, what the visitors were told and what the mail server got."""

from collections import Counter
from dataclasses import asdict, dataclass, field

from django.db.models import Count, Q, Sum
from wagtail.models import ModelLogEntry

from forms_ext.audits import audit_places, verify_consents
from forms_ext.ledger import sha256
from forms_ext.models import AccessLink, Claim, ConsentRecord, Message, Pool, Submission
from forms_ext.schema.frozen import first_of_kind, questions
from forms_ext.states import TAKEN


@dataclass
class Verdict:
    """How often each promise was broken; all zeros is green. What is only told stands in ``told``."""

    lost: int = 0
    doubled: int = 0
    oversold: int = 0
    half: int = 0
    wrong_receipt: int = 0
    mail_missing: int = 0
    mail_of_nobody: int = 0
    mail_twice_under_two_ids: int = 0
    ledger: int = 0
    places: int = 0
    told: dict = field(default_factory=dict)

    @property
    def broken(self):
        """Return the promises that were broken, with how often."""
        return {name: count for name, count in asdict(self).items() if name != "told" and count}


def check(event, history, accepted):
    """Return the verdict over one event.

    :param history: what the visitors were told.
    :param accepted: the mails that the mail server took; addresses begin with the slug of their event.
    """
    stored = Submission.objects.of_host(event.host_key)
    rows = Counter(email.casefold() for email in stored.values_list("email", flat=True))
    verdict = Verdict(
        lost=sum(email not in rows for email in history.receipts),
        doubled=sum(count - 1 for count in rows.values()),
        oversold=oversold(event),
        half=len(half_rows(stored)) + strays(),
        wrong_receipt=wrong_receipts(history),
        ledger=len(list(verify_consents())),
        places=len(list(audit_places())),
    )
    check_mail(verdict, stored, history, [mail for mail in accepted if mail.to.startswith(f"{event.slug}-")])
    verdict.told |= {"acknowledged": len(history.receipts), "stored": sum(rows.values())}
    return verdict


def oversold(event):
    """Return how many places were given that are not there."""
    pools = Pool.objects.of_host(event.host_key).exclude(capacity=None)
    taken = {pool: pool.claims.filter(state__in=TAKEN).aggregate(all=Sum("places"))["all"] or 0 for pool in pools}
    return sum(max(0, places - pool.capacity) for pool, places in taken.items())


def half_rows(stored):
    """Return the references of submissions that lack a place, a consent, a message, its link or the log entry."""
    logged = set(ModelLogEntry.objects.filter(action="forms_ext.submit").values_list("object_id", flat=True))
    counted = stored.annotate(
        places=Count("claims", distinct=True),
        told=Count("messages", filter=Q(messages__kind="receipt"), distinct=True),
        linked=Count("links", distinct=True),
    )
    found = []
    for submission in counted.select_related("form_version").prefetch_related("consents__events"):
        consents = sum(spec["kind"] == "consent" for spec in questions(submission.frozen))
        attendance = first_of_kind(submission.frozen, "attendance")
        wanted = 1 + len(submission.answers.get(attendance["key"]) or [])
        proved = sum(bool(list(consent.events.all())) for consent in submission.consents.all())
        whole = submission.places == wanted and submission.told == 1 and submission.linked >= 1 and proved == consents
        if not whole or str(submission.pk) not in logged:
            found.append(submission.reference)
    return found


def strays():
    """Return how many parts exist whose submission does not."""
    known = {str(pk) for pk in Submission.objects.values_list("pk", flat=True)}
    entries = ModelLogEntry.objects.filter(action="forms_ext.submit").values_list("object_id", flat=True)
    lonely = [model.objects.filter(submission=None).count() for model in (Message, ConsentRecord, Claim)]
    return sum(lonely) + sum(entry not in known for entry in entries)


def wrong_receipts(history):
    """Return how many visitors were led to the receipt of somebody else, or to two different ones."""
    links = AccessLink.objects.filter(purpose="receipt").select_related("submission")
    owner = {link.token_sha256: link.submission.email.casefold() for link in links}
    wrong = 0
    for email, receipts in history.receipts.items():
        tokens = {receipt.split("/")[3] for receipt in receipts}
        wrong += len(tokens) != 1 or any(owner.get(sha256(token)) != email for token in tokens)
    return wrong


def check_mail(verdict, stored, history, accepted):
    """Count mail that is missing, that belongs to nobody, and that came twice."""
    expected = dict(Message.objects.filter(submission__in=stored).values_list("message_id", "to"))
    times = Counter(mail.message_id for mail in accepted)
    ids_of = {}
    for mail in accepted:
        ids_of.setdefault(mail.to, set()).add(mail.message_id)
    verdict.mail_missing = sum(email not in ids_of for email in history.receipts)
    verdict.mail_of_nobody = sum(message_id not in expected for message_id in times)
    verdict.mail_twice_under_two_ids = sum(len(ids) - 1 for ids in ids_of.values())
    verdict.told["mail repeated under the same Message-ID"] = sum(count - 1 for count in times.values())
