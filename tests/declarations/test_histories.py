"""Whatever editors do to a page: every permanent address ever given answers 200, 302 or 410."""

from collections import Counter

import pytest
from django.db import transaction
from wagtail.models import Site

from declarations.models import Provision, ProvisionText
from declarations.views import permalinks

from .histories import Ground, History, wrong_answers


def ran(client, seeds, steps_each=6, answered=None):
    """Run histories, each from the same ground, and return addresses given, answers that were wrong, and what was done."""
    given, wrong, steps = 0, [], 0
    ground = Ground()
    Site.clear_site_root_paths_cache()
    for seed in seeds:
        with transaction.atomic():
            history = History(ground, seed).run(steps_each)
            given += len(history.given)
            steps += len(history.told)
            wrong += [(seed, history.told, fault) for fault in wrong_answers(client, history, answered)]
            transaction.set_rollback(True)
    return given, wrong, steps


def test_every_address_ever_given_answers_after_25_histories(db, client, figure):
    answered = Counter()
    given, wrong, steps = ran(client, range(25), answered=answered)

    figure(f"permanent addresses: 25 random histories of {steps} steps, {given} addresses given, {len(wrong)} that did not answer")
    assert wrong == []
    # Both kinds of promised answers were met, each address in two languages.
    assert (set(answered), answered.total()) == ({302, 410}, 2 * given)
    assert given > 60


@pytest.mark.long
def test_every_address_ever_given_answers_after_1000_histories(db, client, figure):
    given, wrong, steps = ran(client, range(1000, 2000), 10)

    figure(f"permanent addresses: 1000 random histories of {steps} steps, {given} addresses given, {len(wrong)} that did not answer")
    assert wrong == []


def test_histories_see_an_address_that_went_with_its_page(db, client, monkeypatch):
    delete = History.delete

    def delete_with_rows(self):
        delete(self)
        ProvisionText._base_manager.all()._raw_delete("default")
        Provision.objects.all().delete()

    monkeypatch.setattr(History, "delete", delete_with_rows)
    monkeypatch.setattr(History, "MOVES", ("reword", "delete"))

    assert {fault for _seed, _told, (_address, fault) in ran(client, range(2))[1]} == {404}


def test_histories_see_a_redirect_to_a_page_that_is_not_there(db, client, monkeypatch):
    from declarations.models import DeclarationPage

    monkeypatch.setattr(permalinks, "live_pages", lambda key: list(DeclarationPage.objects.filter(translation_key=key)))
    monkeypatch.setattr(History, "MOVES", ("unpublish",))

    assert ran(client, range(2))[1] != []
