"""System checks: every column has a rule about personal data, and every rule a column."""

from collections.abc import Iterator

from django.apps import apps
from django.core.checks import Error, register
from django.core.exceptions import FieldDoesNotExist

from forms_ext.retention import Kind, Rules, all_rules, apps_with_rules

HINT = (
    "Say what becomes of it: plain(...) when it holds nothing about a visitor, cleared(name=str) when purge and erasure empty it, "
    "gone(...) when they delete its whole row, kept(reason, ...) when it stays. forms_ext/retention.py explains them. Then write the "
    "table anew: manage.py show_retention --write docs/data-protection.md"
)


def models_with_rules() -> Iterator[type]:
    """Give the models of all apps that have a file with rules; tables between two of them count."""
    for config in apps.get_app_configs():
        if config.name in apps_with_rules():
            yield from config.get_models(include_auto_created=True)


def judge(model, rules: Rules | None) -> Iterator[Error]:
    """Give every disagreement between the columns of ``model`` and its rules."""
    label = model._meta.label
    where = model._meta.app_config.name.replace(".", "/") + "/retention.py"
    if rules is None:
        yield Error(f"{label} has no rules in RULES of {where}.", hint=HINT, obj=model, id="forms_ext.E001")
        return
    columns = {column.name: column for column in model._meta.local_concrete_fields}
    for name in sorted(set(columns) - set(rules.columns)):
        yield Error(f"The column {label}.{name} has no rule in {where}.", hint=HINT, obj=model, id="forms_ext.E002")
    for name in sorted(set(rules.columns) - set(columns)):
        yield Error(f"{where} has a rule for {label}.{name}, and there is no such column.", obj=model, id="forms_ext.E003")
    yield from _judge_way(model, rules, label, where)
    for name, rule in rules.columns.items():
        empties = rule.kind in {Kind.CLEARED, Kind.SEVERED, Kind.STATISTIC}
        if name in columns and empties and rule.emptied() is None and not columns[name].null:
            yield Error(f"{where} clears {label}.{name} to nothing, and the column needs a value.", obj=model, id="forms_ext.E005")


def _judge_way(model, rules: Rules, label: str, where: str) -> Iterator[Error]:
    """Give what keeps purge and erasure from finding the rows of ``model``."""
    ends = {Kind.CLEARED, Kind.SEVERED, Kind.STATISTIC, Kind.GONE} & {rule.kind for rule in rules.columns.values()}
    if ends and not rules.about:
        yield Error(f"{where} ends data of {label}, and about= does not say whose.", obj=model, id="forms_ext.E004")
    if rules.about and not _leads_to_submission(model, rules.about):
        yield Error(f"{where}: about={rules.about!r} does not lead from {label} to a submission.", obj=model, id="forms_ext.E006")


def _leads_to_submission(model, way: str) -> bool:
    submission = apps.get_model("forms_ext.Submission")
    if way == "pk":
        return model is submission
    for name in way.split("__"):
        try:
            model = model._meta.get_field(name).related_model
        except (FieldDoesNotExist, AttributeError):
            return False
    return model is submission


@register("convene")
def check_retention(app_configs=None, **kwargs) -> list[Error]:
    """Return an error for every column without a rule and every rule without a column."""
    models = {model._meta.label: model for model in models_with_rules()}
    found = [error for label, model in models.items() for error in judge(model, all_rules().get(label))]
    lost = sorted(set(all_rules()) - set(models))
    return [*found, *(Error(f"There are rules for {label}, and there is no such model.", id="forms_ext.E007") for label in lost)]
