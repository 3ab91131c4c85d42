"""What publishing a changed form means for those who already answered it."""

from dataclasses import dataclass, field

from django.db.models.fields.json import KeyTransform
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from forms_ext.schema.frozen import CONSENTS, by_key, option_labels

from .places import Pool
from .submissions import Submission


@dataclass
class Impact:
    """What happens to people and answers when a draft goes live.

    :param answered: how many submissions were sent to this host.
    :param lost: sentences about questions, options and places that go away; worth stopping for.
    :param changed: sentences about the rest.
    """

    answered: int = 0
    lost: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)

    @property
    def is_serious(self) -> bool:
        """Tell whether an editor should see it before the draft goes live."""
        return bool(self.answered and self.lost)


def impact(live, draft) -> Impact:
    """Compare the form of the ``live`` page with that of its ``draft``."""
    sent = Submission.objects.of_host(live.host_key)
    found = Impact(answered=sent.count())
    if not found.answered:
        return found
    before, after = by_key(live.frozen()), by_key(draft.frozen())
    for key, spec in before.items():
        if key not in after:
            found.lost.append(_removed(sent, spec))
        else:
            _compare(found, sent, spec, after[key])
    asked = [spec["label"] for key, spec in after.items() if key not in before and spec["required"]]
    for label in asked:
        found.changed.append(_("“%(label)s” is new and needs an answer: who has the page open now is asked for it.") % {"label": label})
    found.lost += _fewer_places(live, draft)
    return found


def _answered(sent, key: str) -> int:
    """Return how many submissions hold an answer to a question; one that was left open is none."""
    given = sent.filter(answers__has_key=key).annotate(given=KeyTransform(key, "answers"))
    return sum(answer not in (None, "", []) for answer in given.values_list("given", flat=True))


def _removed(sent, spec) -> str:
    answers = _answered(sent, spec["key"])
    sentence = ngettext(
        "“%(label)s” is removed. %(count)d answer stays readable at the desk and in exports.",
        "“%(label)s” is removed. %(count)d answers stay readable at the desk and in exports.",
        answers,
    )
    return sentence % {"label": spec["label"], "count": answers}


def _compare(found: Impact, sent, before: dict, after: dict):
    if before["kind"] in CONSENTS and before["wording"]["sha256"] != after["wording"]["sha256"]:
        answers = _answered(sent, before["key"])
        sentence = ngettext(
            "“%(label)s” asks with another wording. %(count)d answer stays an answer to the wording that was shown.",
            "“%(label)s” asks with another wording. %(count)d answers stay answers to the wording that was shown.",
            answers,
        )
        found.lost.append(sentence % {"label": before["label"], "count": answers})
    elif before["label"] != after["label"]:
        sentence = _("“%(before)s” becomes “%(after)s”. Earlier answers keep the question that was read.")
        found.changed.append(sentence % {"before": before["label"], "after": after["label"]})
    kept = option_labels(after)
    gone = [label for key, label in option_labels(before).items() if key not in kept]
    for label in gone if before["kind"] != "attendance" else ():
        sentence = _("The option “%(option)s” of “%(label)s” is removed. Answers that chose it stay readable.")
        found.lost.append(sentence % {"option": label, "label": before["label"]})


def _fewer_places(live, draft) -> list[str]:
    """Return a sentence for each pool that would have fewer places than people hold."""
    wanted = {spec.item: spec for spec in draft.pools()}
    sentences = []
    for pool in Pool.objects.of_host(live.host_key).with_counts():
        spec = wanted.get(pool.item)
        if spec and spec.capacity is not None and spec.capacity < pool.taken:
            sentence = _("“%(title)s” would have %(capacity)d places for %(taken)d people. Nobody loses a place; newcomers wait.")
            sentences.append(sentence % {"title": spec.title, "capacity": spec.capacity, "taken": pool.taken})
    return sentences
