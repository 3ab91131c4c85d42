"""Ending personal data by the rules of :mod:`forms_ext.retention`: one walk for purge, erasure, rehearsal and replay."""

from collections.abc import Iterable, Iterator

from django.db import transaction
from django.db.models import FileField, QuerySet
from django.utils import timezone

from forms_ext.models import Message, Submission
from forms_ext.retention import Rules, about_people
from forms_ext.states import DropReason, MessageState


def rows_about(submissions: Iterable[int]) -> Iterator[tuple[QuerySet, Rules]]:
    """Give the rows of every model that are about these submissions, with the rules of the model.

    The plain QuerySet is meant: evidence refuses to be changed by others, and the rules are where it says what may go.
    """
    numbers = list(submissions)
    for model, rules in about_people():
        yield QuerySet(model).filter(**{f"{rules.about}__in": numbers}), rules


def clear(submissions: Iterable[int], *, erasing: bool = False) -> dict[str, int]:
    """End the personal data of these submissions; inside the host's lock.

    :param erasing: whether what links a proof to a person goes as well.
    :returns: the number of rows that were deleted or emptied, by model.
    """
    numbers = list(submissions)
    # A message on its way is not stopped by an empty text: it is dropped first. One that was given up has nobody left to go to.
    Message.objects.filter(submission__in=numbers).exclude(state=MessageState.SENT).update(
        state=MessageState.DROPPED, last_error=DropReason.ERASED
    )
    done = {}
    for rows, rules in rows_about(numbers):
        if rules.row_goes:
            forget_files(rows)
            done[rows.model._meta.label] = rows.delete()[0]
        elif empties := rules.emptied(erasing=erasing):
            done[rows.model._meta.label] = rows.update(**empties)
    Submission.objects.filter(pk__in=numbers, anonymised_at=None).update(anonymised_at=timezone.now())
    return done


def count(submissions: Iterable[int]) -> dict[str, int]:
    """Return how many rows :func:`clear` would delete or empty, by model; changes nothing."""
    found = {
        rows.model._meta.label: rows.count() for rows, rules in rows_about(submissions) if rules.row_goes or rules.emptied(erasing=False)
    }
    return {label: number for label, number in found.items() if number}


def forget_files(rows: QuerySet):
    """Delete the files of ``rows`` once the transaction is over: a file cannot be rolled back."""
    columns = [column.name for column in rows.model._meta.concrete_fields if isinstance(column, FileField)]
    for row in rows if columns else ():
        for name in columns:
            if stored := getattr(row, name):
                transaction.on_commit(lambda storage=stored.storage, path=stored.name: storage.delete(path))
