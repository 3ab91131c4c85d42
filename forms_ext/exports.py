"""Submissions as a table in a file: lossless, safe to open in a spreadsheet, written row by row."""

import csv
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from forms_ext.models import Claim, ConsentRecord, FormVersion, Submission
from forms_ext.schema.frozen import Field, by_key, questions
from forms_ext.schema.questions import answer_data, answer_text
from forms_ext.states import ClaimState, ConsentState, SubmissionState

CHUNK = 200
BYTE_ORDER_MARK = "\ufeff"
# Spreadsheets take a cell that begins like this for a formula; the wide forms count in East Asian versions.
# Source: OWASP, CSV injection.
_FORMULA = re.compile("'*[=+\\-@\\t\\r\\n\uff1d\uff0b\uff0d\uff20]")


def guarded(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula, from which ``text`` can be read back.

    A text that would begin a formula gets an apostrophe in front, and so does a text that looks like one guarded before:
    whoever reads the file takes one apostrophe away where :func:`unguarded` does, and has every letter again.
    """
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(cell: str) -> str:
    """Return the text that :func:`guarded` made ``cell`` of."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell[1:]) else cell


class _Line:
    """A file that gives back each line instead of keeping it."""

    def write(self, text: str) -> bytes:
        # Half a surrogate pair has no form in UTF-8; everything else is written as it is.
        return text.encode("utf-8", errors="replace")


@dataclass
class Columns:
    """The columns of one export: what is asked in any version of the forms, in order of first appearance.

    A question keeps its column through all versions and has its newest label. Side events have a column each; a consent
    has two, the answer that counts now and the number of the version it was given to.
    """

    questions: dict[str, Field] = field(default_factory=dict)
    consents: dict[str, Field] = field(default_factory=dict)
    options: dict[str, str] = field(default_factory=dict)

    def add(self, frozen: dict):
        """Add what one version of a form asks; call it from the oldest to the newest."""
        for spec in questions(frozen):
            if spec["kind"] == "consent":
                self.consents[spec["key"]] = spec
            elif spec["kind"] == "attendance":
                self.options |= {option["key"]: option["label"] for option in spec["options"]}
            else:
                self.questions[spec["key"]] = spec

    def headings(self) -> list[str]:
        """Return the first row; a label that occurs twice is numbered."""
        names = [_("Reference"), _("State"), _("Sent at"), _("Form"), _("Language")]
        names += [spec["label"] for spec in self.questions.values()]
        names += [_("Answers to questions removed meanwhile"), pgettext("seat", "Place")]
        names += [_("Side event: %(title)s") % {"title": title} for title in self.options.values()]
        for spec in self.consents.values():
            names += [_("Consent: %(label)s") % {"label": spec["label"]}, _("Consent version: %(label)s") % {"label": spec["label"]}]
        return numbered(names)


def numbered(names: list[str]) -> list[str]:
    """Return ``names`` with a number after each that occurred before."""
    seen: dict[str, int] = {}
    told = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        told.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return told


class CsvExport:
    """The submissions in ``rows`` as CSV: UTF-8 with a byte order mark, comma, quotes where needed, CR LF.

    Nothing is held but the versions of the forms and one chunk of rows, however many there are.

    :param rows: submissions in the order of the file; whoever makes it asks the policy first.
    """

    def __init__(self, rows: QuerySet[Submission]):
        self.rows = rows
        # The file is written after the request is over: its language has to be remembered.
        self.language = translation.get_language() or "en"
        # The words for states are looked up once, not for every row.
        self.words = {kind: {state.value: str(state.label) for state in kind} for kind in (SubmissionState, ClaimState, ConsentState)}
        # Versions are few, submissions many: each frozen form is read once.
        versions = FormVersion.objects.filter(pk__in=rows.order_by().values("form_version")).order_by("created_at", "pk")
        self.asked: dict[int, dict[str, Field]] = {}
        self.columns = Columns()
        for version in versions.iterator(chunk_size=CHUNK):
            self.columns.add(version.frozen)
            self.asked[version.pk] = by_key(version.frozen)

    def __iter__(self) -> Iterator[bytes]:
        """Give the file line by line."""
        writer = csv.writer(_Line())
        with translation.override(self.language):
            headings = self.columns.headings()
        yield BYTE_ORDER_MARK.encode() + writer.writerow([guarded(heading) for heading in headings])
        rows = self.rows.defer("search_text").iterator(chunk_size=CHUNK)
        while chunk := list(islice(rows, CHUNK)):
            claims, consents = self._claims(chunk), self._consents(chunk)
            for submission in chunk:
                with translation.override(self.language):
                    cells = [guarded(cell) for cell in self._cells(submission, claims[submission.pk], consents[submission.pk])]
                yield writer.writerow(cells)

    # Plain values: objects that were fetched for each other hold each other, and are freed late.

    @staticmethod
    def _claims(chunk: list[Submission]) -> dict[int, dict[str, str]]:
        """Return the state of every claim by submission and part of the host."""
        found: dict[int, dict[str, str]] = defaultdict(dict)
        for pk, item, state in Claim.objects.filter(submission__in=chunk).values_list("submission_id", "pool__item", "state"):
            found[pk][item] = state
        return found

    @staticmethod
    def _consents(chunk: list[Submission]) -> dict[int, dict[str, tuple[str, int]]]:
        """Return state and number of the wording of every consent by submission and field."""
        found: dict[int, dict[str, tuple[str, int]]] = defaultdict(dict)
        records = ConsentRecord.objects.filter(submission__in=chunk).order_by()
        for pk, key, state, number in records.values_list("submission_id", "field_key", "state", "version__number"):
            found[pk][key] = (state, number)
        return found

    def _cells(self, submission: Submission, claims: dict[str, str], consents: dict[str, tuple[str, int]]) -> Iterator[str]:
        asked = self.asked[submission.form_version_id]
        state = self.words[SubmissionState][submission.state]
        yield from (submission.reference, state, submission.submitted_at.isoformat(timespec="seconds"))
        yield from (submission.page_title, submission.language)
        for key in self.columns.questions:
            spec = asked.get(key)
            yield str(answer_data(spec, submission.answers.get(key))) if spec else ""
        yield self._extras(submission)
        for item in ("", *self.columns.options):
            yield self.words[ClaimState][claims[item]] if item in claims else ""
        for key in self.columns.consents:
            state, number = consents.get(key, ("", ""))
            yield from (self.words[ConsentState].get(state, ""), str(number))

    def _extras(self, submission: Submission) -> str:
        """Return answers that no question of the submission's own form version asks for, as JSON by label."""
        asked = self.columns.questions
        told: dict = {}
        for key, spec in asked.items():
            if key in submission.extras:
                # Two questions may have had the same words.
                told.setdefault(spec["label"], []).append(answer_text(spec, submission.extras[key]))
        told = {label: "\n".join(texts) for label, texts in told.items()}
        told |= {key: submission.extras[key] for key in sorted(submission.extras) if key not in asked}
        return json.dumps(told, ensure_ascii=False) if told else ""
