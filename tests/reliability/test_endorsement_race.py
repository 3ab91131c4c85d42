"""Two hundred people confirm their signatures and withdraw them at the same moment: counts, lists and ledger agree.

The control takes the ledger away from under a count and has to be found: otherwise this test could not see a difference.
"""

import csv
import io
import json
import random

import pytest
from django.db import connection

from declarations.endorsement_audits import ledgers, verify_endorsements
from declarations.models import Endorsement
from declarations.models.tally import Tally
from forms_ext.models import AccessLink, Submission
from forms_ext.models.links import Purpose
from tests import builders
from tests.declarations.endorsing.conftest import answers, make_charter

from .running_site import get, in_parallel, post, running_site

AT_ONCE, SEED = 32, 20_260_731


def sign_all(charter, people):
    """Let so many people sign; nobody has confirmed yet."""
    choose = random.Random(SEED)  # noqa: S311 -- a seeded run can be repeated
    for number in range(people):
        shown = choose.choice(["name", "name", "anonymous", "none"])
        values = {"signer": "person", "listing": shown, "email": f"signer{number}@example.org", "full_name": f"Signer {number}"}
        builders.submit(charter, **answers(charter, **values))
    return list(Submission.objects.order_by("pk"))


def jobs_of(port, submissions):
    """Return what everybody does: confirm, twice now and then; a half withdraws, whether the confirmation came first or not."""
    choose, jobs = random.Random(SEED + 1), []  # noqa: S311 -- a seeded run can be repeated
    for submission in submissions:
        confirm = f"/forms/confirm/{AccessLink.issue(submission, Purpose.CONFIRM).token}/"
        withdraw = f"/endorsements/mine/{AccessLink.issue(submission, Purpose.MANAGE).token}/withdraw/"
        jobs += [lambda at=confirm: post(port, at, {})[0]] * choose.choice([1, 1, 2])
        if choose.random() < 0.5:
            mode = choose.choice(["mark", "erase"])
            jobs.append(lambda at=withdraw, how=mode: post(port, at, {"mode": how})[0])
    choose.shuffle(jobs)
    return jobs


def race(people):
    """Run it and return answers, what the page, the files, the rows and the ledgers say, and the text."""
    charter = make_charter()
    submissions = sign_all(charter, people)
    with running_site("tests.reliability.settings_race") as port:
        codes = in_parallel(jobs_of(port, submissions), AT_ONCE)
        told = json.loads(get(port, f"{charter.url}endorsements/as/json/")[1])
        listed = list(csv.DictReader(io.StringIO(get(port, f"{charter.url}endorsements/as/csv/")[1].removeprefix("\ufeff"))))
    return charter, codes, told, listed


def judge(people, figure):
    charter, codes, told, listed = race(people)
    tally, counted = Tally(charter.host_key), Endorsement.objects.counted()
    from_ledger = sum(counts for counts, _version in ledgers().values())
    figure(
        f"endorsement race {connection.vendor} seed {SEED}: {people} signers at {AT_ONCE}, answers {dict(sorted(codes.items()))}, counted "
        f"{counted.count()} = ledger {from_ledger}; public {told['counts']['counted']} = listed {told['counts']['listed']} + anonymous "
        f"{told['counts']['anonymous']}"
    )
    # 409: it was withdrawn before it was confirmed. 404: the link ended with the person.
    assert set(codes) <= {303, 404, 409}
    assert list(verify_endorsements()) == []
    assert counted.count() == from_ledger
    standing = [row for row in listed if not row["withdrawn_on"]]
    assert told["counts"]["listed"] == len(standing) == tally.listed
    assert told["counts"]["counted"] == tally.total == tally.listed + tally.anonymous == counted.exclude(listing="none").count()
    # Every signature that nobody withdrew counts, and no number was given twice.
    assert counted.count() == Endorsement.objects.filter(withdrawal="").count()
    serials = list(Endorsement.objects.exclude(serial=None).order_by("serial").values_list("serial", flat=True))
    assert serials == list(range(1, len(serials) + 1))


def test_counts_lists_and_ledger_agree_after_a_short_race(transactional_db, figure):
    judge(24, figure)


@pytest.mark.long
def test_counts_lists_and_ledger_agree_after_two_hundred(transactional_db, figure):
    judge(200, figure)


def test_control_a_count_beside_the_ledger_is_found(transactional_db):
    charter = make_charter()
    (submission,) = sign_all(charter, 1)
    Submission.objects.filter(pk=submission.pk).update(state="accepted")

    assert [finding.code for finding in verify_endorsements()] == ["ledger-differs"]
