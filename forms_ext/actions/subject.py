"""One person: everything that one address stands under, to see, to hand out and to erase."""

import base64
import json
from collections.abc import Iterator
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import FileField, JSONField, Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils import translation
from django.utils.translation import gettext as _

from forms_ext import conf
from forms_ext.ledger import digest
from forms_ext.models import ConsentRecord, Message, Submission
from forms_ext.models.rights import Right
from forms_ext.permissions import policy
from forms_ext.private_links import without_tokens
from forms_ext.retention import Rules, about_people
from forms_ext.schema.frozen import by_key
from forms_ext.schema.questions import answer_text

from .base import Action, NotAllowed
from .clearing import rows_about
from .logbook import record


@dataclass(frozen=True)
class Found:
    """What stands under one address.

    :param theirs: what was sent with the address, and what a proof of consent still links to it, the newest first.
    :param mentions: what others sent in which the address occurs.
    :param more: how many of both the reader may not see.
    """

    theirs: list[Submission]
    mentions: list[Submission]
    more: int


def sent_with(address: str) -> set[int]:
    """Return the numbers of the submissions of whoever has this address, those whose answers went included."""
    mails = Message.objects.filter(to__iexact=address, submission__isnull=False)
    numbers = {*Submission.objects.filter(email__iexact=address).values_list("pk", flat=True), *mails.values_list("submission", flat=True)}
    person = address.casefold()
    linked = ConsentRecord.objects.exclude(salt="").exclude(submission=None).values_list("submission", "salt", "subject")
    key = conf.subject_key()
    return numbers | {number for number, salt, subject in linked.iterator() if digest(key, "subject", salt, person) == subject}


def mentioning(address: str) -> set[int]:
    """Return the numbers of all submissions about which any personal column contains the address."""
    spellings = {address, json.dumps(address)[1:-1]}
    numbers: set[int] = set()
    for model, rules in about_people():
        for name in searched(model, rules):
            rows = QuerySet(model).annotate(searched_text=Cast(name, TextField()))
            within = Q()
            for spelling in spellings:
                within |= Q(searched_text__icontains=spelling)
            numbers |= set(rows.filter(within).values_list(rules.about, flat=True))
    return numbers - {None}


def searched(model, rules: Rules) -> list[str]:
    """Return the personal columns of ``model`` in which a text can stand."""
    kinds = ("CharField", "TextField", "EmailField", "JSONField", "URLField")
    return [name for name, rule in rules.personal().items() if rule.told and model._meta.get_field(name).get_internal_type() in kinds]


@dataclass
class FindSubjectAction(Action):
    """Look for everything under one address; each look is noted with the submission, without the address.

    :param verb: how it is noted: ``subject_view`` or ``subject_export``.
    """

    address: str
    user: object = None
    verb: str = "subject_view"

    def execute(self) -> Found:
        """Return what was found, as far as ``user`` may see it; everything for the system.

        :raises NotAllowed: when it is no address.
        """
        address = self.address.strip()
        try:
            validate_email(address)
        except ValidationError as error:
            raise NotAllowed(_("Enter an e-mail address like name@example.org")) from error
        theirs = sent_with(address)
        mentions = mentioning(address) - theirs
        rows = self.readable().select_related("form_version").order_by("-submitted_at", "-pk")
        seen, passing = list(rows.filter(pk__in=theirs)), list(rows.filter(pk__in=mentions))
        for submission in seen:
            record(submission, f"forms_ext.{self.verb}", self.user)
        return Found(seen, passing, len(theirs) + len(mentions) - len(seen) - len(passing))

    def readable(self) -> QuerySet[Submission]:
        """Return the submissions whose answers ``user`` may see, or take away."""
        right = Right.EXPORT if self.verb == "subject_export" else Right.ANSWERS
        return Submission.objects.all() if self.user is None else policy.submissions(self.user, right)


def everything_about(submission: Submission) -> dict:
    """Return everything that is stored about one submission, in the words of its form and column by column.

    Secrets of the site are left out: the parts of private links, and what ties a proof to a person.
    """
    specs = by_key(submission.frozen)
    given = {**submission.extras, **submission.answers}
    # A database may give the keys back in any order: the order of the form first, then what it does not ask any more.
    order = [*(key for key in specs if key in given), *sorted(key for key in given if key not in specs)]
    with translation.override(submission.language):
        words = [
            {"question": specs[key]["label"], "answer": answer_text(specs[key], given[key])}
            if key in specs
            else {"question": key, "answer": given[key]}
            for key in order
        ]
    until = submission.kept_until
    return {
        "reference": submission.reference,
        "form": submission.page_title,
        "state": submission.state,
        "sent_at": submission.submitted_at.isoformat(),
        "kept_until": until.isoformat() if until else None,
        "answers": words,
        "stored": dict(stored_about(submission)),
    }


def stored_about(submission: Submission) -> Iterator[tuple[str, list[dict]]]:
    """Give the rows about a submission by model, each as columns and values."""
    for rows, rules in rows_about([submission.pk]):
        if found := told_of(rows, rules):
            # A message holds the links of its receiver: whoever handed it out could act in the person's name.
            yield rows.model._meta.label, without_links(found) if rows.model is Message else found


def told_of(rows: QuerySet, rules: Rules) -> list[dict]:
    """Return the columns of ``rows`` that a person is told of."""
    told = [name for name, rule in rules.columns.items() if rule.told]
    return [{name: plain_value(row, name) for name in told} for row in rows.order_by("pk")]


def without_links(value):
    """Return a JSON value with the secret part of private addresses cut out, however deep."""
    if isinstance(value, dict):
        return {name: without_links(part) for name, part in value.items()}
    if isinstance(value, list):
        return [without_links(part) for part in value]
    return without_tokens(value) if isinstance(value, str) else value


def plain_value(row, name: str):
    """Return a column of a row as JSON can hold it; a file with its content in base64."""
    column = row._meta.get_field(name)
    value = getattr(row, column.attname)
    if isinstance(column, FileField):
        return file_value(value)
    return value if value is None or isinstance(column, JSONField) or isinstance(value, bool | int) else str(value)


def file_value(stored) -> dict | None:
    """Return name and content of a stored file; None where there is none."""
    if not stored:
        return None
    try:
        with stored.open("rb") as file:
            content = base64.b64encode(file.read()).decode()
    except OSError:
        content = ""
    return {"name": stored.name, "base64": content}


def document(found: Found) -> dict:
    """Return what is handed out: everything that was sent with the address."""
    return {"submissions": [everything_about(one) for one in found.theirs], "mentioned_by_others": len(found.mentions), "more": found.more}
