"""Two hundred people confirm their signatures and withdraw them at the same moment: counts, lists and ledger agree.

The controls take the lock away, and the ledger from under a count, and have to be found: otherwise this test could not see a
difference. On SQLite the transaction has to go too, because an IMMEDIATE transaction alone is already a lock there.
"""

import csv
import io
import json
import random
from dataclasses import dataclass

import pytest
from django.db import connection

from declarations.endorsement_audits import ledgers, verify_endorsements
from declarations.models import DeclarationPage, Endorsement
from declarations.models.tally import Tally
from forms_ext.models import AccessLink, Submission
from forms_ext.models.links import Purpose
from tests import builders
from tests.declarations.endorsing.conftest import answers, make_charter

from .running_site import get, in_parallel, post, running_site
from .test_race import CONTROL, ROUNDS

AT_ONCE, SEED, FEW = 32, 20_260_731, 24


@dataclass
class Outcome:
    """What a race left behind.

    :param staying: how many never asked to withdraw.
    :param answers: how often each status came.
    :param told: what the file for machines says.
    :param listed: the rows of the file for spreadsheets.
    """

    charter: DeclarationPage
    staying: int
    answers: dict
    told: dict
    listed: list[dict]

    @property
    def figures(self):
        """Return the figures that have to be equal, each counted in ways of its own, by what they tell."""
        mine = Endorsement.objects.of_text(self.charter.host_key)
        counted, tally, counts = mine.counted(), Tally(self.charter.host_key), self.told["counts"]
        kept = ledgers()
        in_ledgers = [kept[number][0] for number in mine.values_list("pk", flat=True)]
        serials = list(mine.exclude(serial=None).order_by("serial").values_list("serial", flat=True))
        return {
            "who counts": [counted.count(), sum(in_ledgers)],
            # Everybody confirmed: whoever did not withdraw counts.
            "who stands": [self.staying, mine.filter(withdrawal="").count(), counted.count()],
            "public count": [counts["counted"], tally.total, counted.exclude(listing="none").count()],
            "listed": [
                counts["listed"],
                sum(not row["withdrawn_on"] for row in self.listed),
                tally.listed,
                counted.filter(listing="name").count(),
            ],
            "anonymous": [counts["anonymous"], tally.anonymous, counted.filter(listing="anonymous").count()],
            # No number was given twice, and none was left out.
            "numbers": [serials, list(range(1, len(serials) + 1))],
        }

    @property
    def disagreements(self):
        """Return the figures that should be equal and are not, and what the audit found."""
        found = {name: figures for name, figures in self.figures.items() if figures.count(figures[0]) != len(figures)}
        audited = sorted({finding.code for finding in verify_endorsements()})
        return found | ({"audit": audited} if audited else {})


def sign_all(charter, people):
    """Let so many people sign; nobody has confirmed yet."""
    choose = random.Random(SEED)  # noqa: S311 -- a seeded run can be repeated
    for number in range(people):
        shown = choose.choice(["name", "name", "anonymous", "none"])
        values = {"signer": "person", "listing": shown, "email": f"signer{number}@example.org", "full_name": f"Signer {number}"}
        builders.submit(charter, **answers(charter, **values))
    return list(Submission.objects.of_host(charter.host_key).order_by("pk"))


def jobs_of(port, submissions):
    """Return what everybody does, and how many stay: all confirm, twice now and then; a half withdraws, maybe before that."""
    choose, jobs, staying = random.Random(SEED + 1), [], 0  # noqa: S311 -- a seeded run can be repeated
    for submission in submissions:
        confirm = f"/forms/confirm/{AccessLink.issue(submission, Purpose.CONFIRM).token}/"
        withdraw = f"/endorsements/mine/{AccessLink.issue(submission, Purpose.MANAGE).token}/withdraw/"
        jobs += [lambda at=confirm: post(port, at, {})[0]] * choose.choice([1, 1, 2])
        if choose.random() < 0.5:
            mode = choose.choice(["mark", "erase"])
            jobs.append(lambda at=withdraw, how=mode: post(port, at, {"mode": how})[0])
        else:
            staying += 1
    choose.shuffle(jobs)
    return jobs, staying


def race(people, settings_module="tests.reliability.settings_race", slug="harbour"):
    """Let so many people confirm and withdraw at once and return what happened."""
    charter = make_charter(slug)
    submissions = sign_all(charter, people)
    with running_site(settings_module) as port:
        jobs, staying = jobs_of(port, submissions)
        codes = in_parallel(jobs, AT_ONCE)
        told = json.loads(get(port, f"{charter.url}endorsements/as/json/")[1])
        listed = list(csv.DictReader(io.StringIO(get(port, f"{charter.url}endorsements/as/csv/")[1].removeprefix("\ufeff"))))
    return Outcome(charter, staying, dict(sorted(codes.items())), told, listed)


def judge(people, figure):
    outcome = race(people)
    figures = outcome.figures
    figure(
        f"endorsement race {connection.vendor} seed {SEED}: {people} signers at {AT_ONCE}, answers {outcome.answers}, counted = ledger "
        f"{figures['who counts']}; public {figures['public count'][0]} = listed {figures['listed'][0]} + anonymous "
        f"{figures['anonymous'][0]}"
    )
    # 409: it was withdrawn before it was confirmed. 404: the link ended with the person.
    assert set(outcome.answers) <= {303, 404, 409}
    assert outcome.disagreements == {}
    assert 0 < outcome.staying < people


def test_counts_lists_and_ledger_agree_after_a_short_race(transactional_db, figure):
    judge(FEW, figure)


@pytest.mark.long
def test_counts_lists_and_ledger_agree_after_two_hundred(transactional_db, figure):
    judge(200, figure)


def test_control_without_the_lock_the_counts_disagree(transactional_db, figure):
    # A race is a matter of chance.
    for turn in range(ROUNDS):
        outcome = race(FEW, CONTROL[connection.vendor], f"control-{turn}")
        found = outcome.disagreements
        figure(f"endorsement race without the lock, {connection.vendor}: answers {outcome.answers}, disagree: {sorted(found)}")
        if found:
            break

    assert {"who counts", "who stands", "public count", "listed", "anonymous", "numbers"} & set(found)


def test_control_a_count_beside_the_ledger_is_found(transactional_db):
    charter = make_charter()
    (submission,) = sign_all(charter, 1)
    Submission.objects.filter(pk=submission.pk).update(state="accepted")

    assert [finding.code for finding in verify_endorsements()] == ["ledger-differs"]
