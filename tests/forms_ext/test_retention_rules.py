"""The rules that name every column, and the check that none is missing."""

import pytest
from django.core.checks import run_checks
from django.core.checks.registry import registry
from django.db import models
from django.test.utils import isolate_apps

from forms_ext import checks, retention
from forms_ext.models import Message, Submission
from forms_ext.retention import Rules, all_rules, cleared, gone, kept, plain


def codes(model, rules):
    return [(error.id, error.msg) for error in checks.judge(model, rules)]


def scratch(name="Scratch", **columns):
    """Return a model of a scratch app with a way to a submission and these columns."""
    inner = type("Meta", (), {"app_label": "forms_ext"})
    way = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="+")
    return type(name, (models.Model,), {"__module__": __name__, "Meta": inner, "submission": way, **columns})


def test_every_column_of_the_project_has_a_rule(figure):
    assert "convene" in registry.tags_available()
    assert [str(error) for error in run_checks(tags=["convene"])] == []
    columns = [rule for rules in all_rules().values() for rule in rules.columns.values()]
    figure(
        f"retention: {len(columns)} columns of {len(all_rules())} models have a rule, {sum(rule.is_personal for rule in columns)} are personal"
    )


@isolate_apps("forms_ext")
def test_control_new_column_without_a_rule_is_an_error():
    rules = Rules({**plain("id submission"), **cleared(phone=str)}, about="submission")

    assert codes(scratch(phone=models.CharField(max_length=20)), rules) == []
    found = codes(scratch("Wider", phone=models.CharField(max_length=20), city=models.CharField(max_length=20)), rules)

    assert found == [("forms_ext.E002", "The column forms_ext.Wider.city has no rule in forms_ext/retention.py.")]


@isolate_apps("forms_ext")
def test_rule_without_a_column_is_an_error():
    found = codes(scratch(), Rules(plain("id submission phone")))

    assert found == [("forms_ext.E003", "forms_ext/retention.py has a rule for forms_ext.Scratch.phone, and there is no such column.")]


@isolate_apps("forms_ext")
def test_model_without_rules_is_an_error():
    assert [code for code, _sentence in codes(scratch(), None)] == ["forms_ext.E001"]


@isolate_apps("forms_ext")
@pytest.mark.parametrize(
    ("rules", "code"),
    [
        (Rules({**plain("id submission"), **gone("phone")}), "forms_ext.E004"),
        (Rules({**plain("id submission"), **cleared(phone=None)}, about="submission"), "forms_ext.E005"),
        (Rules({**plain("id submission"), **cleared(phone=str)}, about="form_version"), "forms_ext.E006"),
    ],
)
def test_rule_that_cannot_be_carried_out_is_an_error(rules, code):
    model = scratch(phone=models.CharField(max_length=20))

    assert [found for found, _sentence in codes(model, rules)] == [code]


def test_rules_of_a_model_that_is_gone_are_an_error(monkeypatch):
    monkeypatch.setattr(checks, "all_rules", lambda: {**all_rules(), "forms_ext.Gone": Rules()})

    assert [error.id for error in checks.check_retention()] == ["forms_ext.E007"]


def test_error_says_what_to_do():
    (error,) = checks.judge(Submission, None)

    assert all(word in error.hint for word in ("plain(", "cleared(", "gone(", "kept("))


def test_personal_column_that_stays_has_a_reason():
    kept_ones = [rule for rules in all_rules().values() for rule in rules.columns.values() if rule.kind == retention.Kind.KEPT]

    assert [rule for rule in kept_ones if not rule.reason] == []
    assert kept("because", "a")["a"].reason == "because"


def test_every_free_text_about_a_person_is_personal():
    """What a visitor or a moderator may write freely is never declared plain by a slip of the pen."""
    free = {"answers", "extras", "email", "display_name", "search_text", "decline_reason"}

    assert {name for name in free if not all_rules()["forms_ext.Submission"].columns[name].is_personal} == set()
    assert set(all_rules()[Message._meta.label].personal()) == {"message_id", "to", "subject", "text", "html", "attachments"}
