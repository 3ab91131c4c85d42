"""Retention of single questions: what is needed only once goes before the rest."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import JSONField, Q, QuerySet
from django.utils import timezone, translation

from forms_ext.models import FormVersion, Message, Pool, Retention, Submission
from forms_ext.models.retention import day_of
from forms_ext.models.submissions import search_key
from forms_ext.schema.frozen import questions
from forms_ext.schema.questions import answer_text
from forms_ext.states import ErasureKind, MessageState

from .base import Action
from .clearing import forget_files, rows_about
from .journal import write_down
from .locking import host_transaction
from .purge import CHUNK, retention_of
from .tallies import keep_counts

# Columns that repeat the answer to a question of a kind.
REPEATED = {"email": "email", "full_name": "display_name"}


def without(value: Any, keys: set[str]) -> Any:
    """Return a JSON value without everything that stands under one of ``keys``, however deep."""
    if isinstance(value, dict):
        return {key: without(part, keys) for key, part in value.items() if key not in keys}
    return [without(part, keys) for part in value] if isinstance(value, list) else value


@dataclass
class PurgeFieldsAction(Action):
    """Delete the answers of one host to questions whose own days are over.

    The days of the form that was sent count, and those of the form as it is now where they are fewer.

    :param today: the day that counts, in the time zone of the site.
    """

    host_key: object
    today: date = field(default_factory=lambda: day_of(timezone.now()))
    user: object = None

    @cached_property
    def retention(self) -> Retention:
        """Return how long the host keeps its answers."""
        return retention_of(self.host_key)

    def execute(self) -> int:
        """Return how many answers were deleted."""
        return sum(self._clear(submissions, key) for key, submissions in self.due())

    def rehearse(self) -> dict[str, int]:
        """Return how many answers would be deleted, by the key of the question; changes nothing."""
        found: dict[str, int] = {}
        for key, submissions in self.due():
            found[key] = found.get(key, 0) + submissions.count()
        return {key: number for key, number in found.items() if number}

    def due(self) -> Iterator[tuple[str, QuerySet[Submission]]]:
        """Give each question whose days are over for some, with the submissions that still answer it."""
        for version, days in self.days_of_versions().items():
            sent = Submission.objects.filter(host_key=self.host_key, form_version=version, anonymised_at=None)
            for key, number in days.items():
                answered = Q(answers__has_key=key) | Q(extras__has_key=key)
                yield key, sent.filter(self.retention.over(self.today, number), answered)

    def days_of_versions(self) -> dict[int, dict[str, int]]:
        """Return the days of each question that has its own, by form version."""
        versions = list(FormVersion.objects.filter(host_key=self.host_key).order_by("created_at", "pk"))
        own = {
            version: {spec["key"]: spec["keep_days"] for spec in questions(version.frozen) if "keep_days" in spec} for version in versions
        }
        newest = {version.language: days for version, days in own.items()}
        asked = {version: {spec["key"] for spec in questions(version.frozen)} for version in versions}
        anywhere = {key: number for days in own.values() for key, number in days.items()}
        merged = {}
        for version, days in own.items():
            now = newest[version.language]
            # An answer to a question that the form did not have any more follows whichever form had it.
            extra = {key: number for key, number in anywhere.items() if key not in asked[version]}
            merged[version.pk] = {key: min(part[key] for part in (days, now, extra) if key in part) for key in {*days, *now, *extra}}
        return merged

    def _clear(self, submissions: QuerySet[Submission], key: str) -> int:
        done = 0
        while numbers := list(submissions.order_by("pk").values_list("pk", flat=True)[:CHUNK]):
            Pool.objects.get_or_create(host_key=self.host_key, item="")
            with host_transaction(self.host_key):
                rows = list(Submission.objects.filter(pk__in=numbers).select_related("form_version"))
                clear_answers(rows, {key})
            done += len(numbers)
        return done


def clear_answers(submissions: list[Submission], keys: set[str]):
    """Delete the answers to the questions ``keys`` wherever they stand; inside the host's lock."""
    keep_counts(submissions, keys)
    numbers = [one.pk for one in submissions]
    for rows, rules in rows_about(numbers):
        columns = {column.name: column for column in rows.model._meta.concrete_fields if column.name in rules.personal()}
        if rules.row_goes and "field_key" in {column.name for column in rows.model._meta.concrete_fields}:
            answering = rows.filter(field_key__in=keys)
            forget_files(answering)
            answering.delete()
        for name in [name for name, column in columns.items() if isinstance(column, JSONField)]:
            _strip(rows, name, keys)
    # A receipt repeats what was sent; only one that is still on its way is needed.
    on_its_way = (MessageState.QUEUED, MessageState.RETRY, MessageState.SENDING)
    Message.objects.filter(submission__in=numbers).exclude(state__in=on_its_way).update(text="", html="", attachments=[])
    for submission in Submission.objects.filter(pk__in=numbers).select_related("form_version"):
        _forget_copies(submission, keys)
    write_down(ErasureKind.FIELDS, submissions, sorted(keys))


def _strip(rows: QuerySet, name: str, keys: set[str]):
    for number, value in list(rows.values_list("pk", name)):
        kept = without(value, keys)
        if kept != value:
            rows.filter(pk=number).update(**{name: kept})


def _forget_copies(submission: Submission, keys: set[str]):
    """Take the deleted answers out of the columns that repeat them."""
    asked = list(questions(submission.frozen))
    for spec in asked:
        if spec["key"] in keys and spec["kind"] in REPEATED:
            setattr(submission, REPEATED[spec["kind"]], "")
    with translation.override(submission.language):
        texts = [answer_text(spec, submission.answers.get(spec["key"])) for spec in asked]
    submission.search_text = search_key(submission.reference, submission.email, submission.display_name, *texts)
    # What was sent is no longer there to be compared with.
    submission.repeat_digest = ""
    submission.save(update_fields=["email", "display_name", "search_text", "repeat_digest"])
