"""The page for the data protection officer says what the rules say."""

import re
from datetime import timedelta

from django.apps import apps
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.utils import timezone

from forms_ext import conf
from forms_ext.actions import KeepRetentionAction
from forms_ext.management.commands.show_retention import with_table
from forms_ext.retention import all_rules


def test_table_is_that_of_the_rules(root):
    """Red? ``manage.py show_retention --write docs/data-protection.md`` writes it anew."""
    text = (root / "docs/data-protection.md").read_text()

    assert with_table(text) == text


def test_control_a_changed_table_is_noticed(root):
    text = (root / "docs/data-protection.md").read_text()

    assert with_table(text.replace("`answers`", "`nothing`")) != text.replace("`answers`", "`nothing`")


def test_numbers_are_those_of_the_settings(root):
    text = (root / "docs/data-protection.md").read_text()

    said = dict(re.findall(r"`(RETENTION_DAYS|PROOF_YEARS)` \((\d+)\)", text))
    assert said == {name: str(conf.DEFAULTS[name]) for name in ("RETENTION_DAYS", "PROOF_YEARS")}
    assert (conf.DEFAULTS["NOTICE_DAYS"], "fourteen days before (`NOTICE_DAYS`)" in text) == (14, True)


def tables_of_others():
    """Return the models of Django, Wagtail and other packages that have a table on this site."""
    return {model._meta.label for model in apps.get_models(include_auto_created=False)} - set(all_rules())


def unnamed(text):
    return sorted(label for label in tables_of_others() if f"`{label}`" not in text)


def test_every_table_of_django_and_wagtail_is_named(root):
    """Red? Say in docs/data-protection.md whose data the table holds and what ends it."""
    tables = {label for label in tables_of_others() if not label.startswith("wagtailsearch.")}
    text = (root / "docs/data-protection.md").read_text()

    assert [label for label in unnamed(text) if label in tables] == []


def test_control_a_table_that_nobody_judged_is_noticed(root):
    text = (root / "docs/data-protection.md").read_text()

    assert unnamed(text.replace("`sessions.Session`", "")) == ["sessions.Session"]


def test_sessions_that_are_over_go_with_the_day(db):
    store = SessionStore()
    store["undo"] = 7
    store.save()
    Session.objects.update(expire_date=timezone.now() - timedelta(days=1))
    kept = SessionStore()
    kept.save()

    KeepRetentionAction().execute()

    assert [session.session_key for session in Session.objects.all()] == [kept.session_key]
