"""What stays countable when answers go: how often each option was chosen."""

from collections import Counter
from collections.abc import Iterable, Iterator

from forms_ext.models import AnswerCount, Submission
from forms_ext.schema.frozen import by_key, questions

# Their places and records stay and are counted there.
APART = {"attendance", "consent", "acknowledgement"}


def chosen_options(submission: Submission, keys: set[str] | None = None) -> Iterator[tuple[str, str]]:
    """Give the options that were chosen in a submission, as the key of the question and that of the option.

    Every answer that is one of given options counts; yes and no as the words ``yes`` and ``no``.

    :param keys: look at these questions only.
    """
    for spec in questions(submission.frozen):
        if spec["kind"] in APART or (keys is not None and spec["key"] not in keys):
            continue
        answer = submission.answers.get(spec["key"])
        offered = {option["key"] for option in spec.get("options", ())}
        if isinstance(answer, bool):
            yield spec["key"], "yes" if answer else "no"
        for option in answer if isinstance(answer, list) else [answer]:
            if isinstance(option, str) and option in offered:
                yield spec["key"], option


def keep_counts(submissions: Iterable[Submission], keys: set[str] | None = None):
    """Add the options that were chosen to the counts that stay; inside the host's lock, before the answers go."""
    chosen = Counter()
    for submission in submissions:
        for field_key, option in chosen_options(submission, keys):
            chosen[submission.host_key, field_key, option, submission.state] += 1
    for (host_key, field_key, option, state), number in chosen.items():
        row, _created = AnswerCount.objects.get_or_create(host_key=host_key, field_key=field_key, option=option, state=state)
        row.number += number
        row.save(update_fields=["number"])


def option_counts(host_key) -> dict[tuple[str, str], int]:
    """Return how often each option was ever chosen, by question and option: answers that are there and answers that went."""
    counts: Counter = Counter()
    for submission in (
        Submission.objects.of_host(host_key).filter(anonymised_at=None).select_related("form_version").iterator(chunk_size=500)
    ):
        counts.update(chosen_options(submission))
    for field_key, option, number in AnswerCount.objects.filter(host_key=host_key).values_list("field_key", "option", "number"):
        counts[field_key, option] += number
    return dict(counts)


def option_words(frozen: dict, field_key: str, option: str) -> tuple[str, str]:
    """Return question and option in the words of a form; their keys where it does not have them any more."""
    spec = by_key(frozen).get(field_key, {})
    labels = {one["key"]: one["label"] for one in spec.get("options", ())}
    return spec.get("label", field_key), labels.get(option, option)
