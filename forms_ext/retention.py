"""What becomes of every column: the one place that says which of them hold personal data, and what ends that.

Every app has such a file: ``RULES`` names every column of every model. ``manage.py check`` fails when a column has no rule, so
that nobody can add one and forget it. Purge, erasure, the export for a person and the page for the data protection officer
all walk these rules; a new model needs nothing else.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from importlib import import_module
from typing import Any

from django.apps import apps
from django.utils.module_loading import module_has_submodule


class Kind(StrEnum):
    """What a column is to a person, and what ends that."""

    PLAIN = "plain"
    CLEARED = "cleared"
    SEVERED = "severed"
    STATISTIC = "statistic"
    GONE = "gone"
    KEPT = "kept"


@dataclass(frozen=True)
class Rule:
    """The rule of one column.

    :param empty: what a cleared column holds afterwards; a type stands for an empty value of it.
    :param reason: why a personal column stays.
    :param told: whether a person who asks for the data gets it; secrets of the site are not told.
    """

    kind: Kind
    empty: Any = None
    reason: str = ""
    told: bool = True

    @property
    def is_personal(self) -> bool:
        """Tell whether the column may hold personal data."""
        return self.kind != Kind.PLAIN

    def emptied(self) -> Any:
        """Return what the column holds once it was cleared."""
        return self.empty() if isinstance(self.empty, type) else self.empty


def plain(names: str) -> dict[str, Rule]:
    """Say that the columns ``names``, with spaces between, hold nothing about a visitor."""
    return {name: Rule(Kind.PLAIN) for name in names.split()}


def cleared(*, told: bool = True, **empties) -> dict[str, Rule]:
    """Say that columns are emptied by purge and erasure; their row stays."""
    return {name: Rule(Kind.CLEARED, empty, told=told) for name, empty in empties.items()}


def severed(**empties) -> dict[str, Rule]:
    """Say that columns are emptied by erasure only: what links a proof to a person. They are secrets and told to nobody."""
    return {name: Rule(Kind.SEVERED, empty, told=False) for name, empty in empties.items()}


def statistic(**empties) -> dict[str, Rule]:
    """Say that columns stay after a purge, as a number without a person, and are emptied by erasure."""
    return {name: Rule(Kind.STATISTIC, empty) for name, empty in empties.items()}


def gone(names: str, *, told: bool = True) -> dict[str, Rule]:
    """Say that the whole row, with its files, is deleted by purge and erasure."""
    return {name: Rule(Kind.GONE, told=told) for name in names.split()}


def kept(reason: str, names: str) -> dict[str, Rule]:
    """Say that columns are personal, or stand for a person, and stay for ``reason``."""
    return {name: Rule(Kind.KEPT, reason=reason) for name in names.split()}


@dataclass(frozen=True)
class Rules:
    """The rules of one model.

    :param columns: the rule of every column.
    :param about: the way from a row to the submission it is about, as a lookup; ``pk`` for the submission itself, empty
        for rows that are about no visitor.
    :param what: in a few words, what a row is to a person; for the data protection officer.
    """

    columns: dict[str, Rule] = field(default_factory=dict)
    about: str = ""
    what: str = ""

    @property
    def row_goes(self) -> bool:
        """Tell whether purge and erasure delete whole rows."""
        return any(rule.kind == Kind.GONE for rule in self.columns.values())

    def emptied(self, *, erasing: bool) -> dict[str, Any]:
        """Return what purge, or erasure, writes into a row."""
        ending = {Kind.CLEARED, Kind.SEVERED, Kind.STATISTIC} if erasing else {Kind.CLEARED}
        return {name: rule.emptied() for name, rule in self.columns.items() if rule.kind in ending}

    def personal(self) -> dict[str, Rule]:
        """Return the rules of the columns that may hold personal data."""
        return {name: rule for name, rule in self.columns.items() if rule.is_personal}


def apps_with_rules() -> list[str]:
    """Return the names of the installed apps that have rules."""
    return [config.name for config in apps.get_app_configs() if module_has_submodule(config.module, "retention")]


@cache
def all_rules() -> dict[str, Rules]:
    """Return the rules of all apps by model, as in ``forms_ext.Submission``."""
    found = {}
    for name in apps_with_rules():
        label = next(config.label for config in apps.get_app_configs() if config.name == name)
        found |= {f"{label}.{model}": rules for model, rules in import_module(f"{name}.retention").RULES.items()}
    return found


def about_people() -> Iterator[tuple[Any, Rules]]:
    """Give every model whose rows are about a submission, with its rules; rows that go come before those that stay."""
    pairs = [(apps.get_model(label), rules) for label, rules in all_rules().items() if rules.about]
    return iter(sorted(pairs, key=lambda pair: not pair[1].row_goes))


ENDS = {
    Kind.CLEARED: "emptied by purge and erasure",
    Kind.GONE: "the row is deleted by purge and erasure",
    Kind.SEVERED: "emptied by erasure; after a purge it ends with the proof",
    Kind.STATISTIC: "emptied by erasure; after a purge it is a number without a person",
}


def policy_table() -> str:
    """Return every column that may hold personal data and what ends it, as a Markdown table."""
    lines = ["| what | column | what ends it |", "| --- | --- | --- |"]
    for label, rules in sorted(all_rules().items()):
        by_end: dict[str, list[str]] = {}
        for name, rule in rules.personal().items():
            by_end.setdefault(ENDS.get(rule.kind) or f"stays: {rule.reason}", []).append(f"`{name}`")
        lines += [f"| {rules.what or 'settings'} (`{label}`) | {', '.join(names)} | {end} |" for end, names in by_end.items()]
    return "\n".join(lines)


# What every page with a form has.
HOST = {
    **plain(
        "fields review opens_at closes_at opens_days_before closes_days_before change_until one_per_address confirm_email offer_hours "
        "notice retention_days retention_from button thank_you what_next closed_text full_text privacy_page"
    ),
    **kept("addresses of the office; editors change them on the page", "recipients"),
}
PROOF = "proves the consent without naming anybody; ends with the proof"

RULES = {
    "FormPage": Rules({**HOST, **plain("page_ptr intro capacity waiting")}),
    "Submission": Rules(
        {
            **plain(
                "id host_key page_id page_title form_version language state state_at rendered_at submitted_at subject confirmed_at "
                "version_no anonymised_at purge_noticed_on"
            ),
            **kept("a random number that names nobody; it ties places and proofs together", "reference"),
            **cleared(answers=dict, extras=dict, email=str, display_name=str, search_text=str, hold_reasons=list, decline_reason=str),
            **cleared(told=False, repeat_digest=str, address_digest=str),
        },
        about="pk",
        what="what a visitor sent",
    ),
    "Claim": Rules(
        plain("id submission pool state seq places reason state_at offer_until given_at held_until held_as"),
        about="submission",
        what="a place or a turn",
    ),
    "Pool": Rules(plain("id host_key item title capacity waiting offered review offer_hours offers_until ceiling version")),
    "AccessLink": Rules(
        {**plain("id submission purpose expires_at"), **gone("salt token_sha256", told=False)}, about="submission", what="a private link"
    ),
    "Message": Rules(
        {
            **plain(
                "id submission claim page_id kind letter transition tells rests_on language state not_before expires_at attempts last_error created_at claimed_at sent_at"
            ),
            **cleared(message_id=str, to=str, subject=str, text=str, html=str, attachments=list),
        },
        about="submission",
        what="a message to a visitor",
    ),
    "ConsentRecord": Rules(
        {
            **plain("id submission host_key page_id field_key version state state_at length head"),
            **kept(PROOF, "reference subject"),
            **severed(salt=str),
        },
        about="submission",
        what="the answer to a consent",
    ),
    "ConsentEvent": Rules(
        {**plain("id record seq kind at sha256"), **kept(PROOF, "text")}, about="record__submission", what="what happened to a consent"
    ),
    "SubmissionRevision": Rules(
        {**plain("id submission number changed_at by_staff"), **gone("answers")}, about="submission", what="answers before a change"
    ),
    "ErasureRequest": Rules(plain("id submission asked_at"), about="submission", what="a wish to be erased"),
    "Upload": Rules(
        {**plain("id host_key field_key submission mime size created_at"), **gone("name sha256 content")},
        about="submission",
        what="a file that was sent",
    ),
    "ConsentVersion": Rules(plain("id statement_key statement_id language number text sha256 change_class created_at")),
    "ConsentStatement": Rules(
        plain(
            "id translation_key locale latest_revision live has_unpublished_changes first_published_at last_published_at live_revision "
            "go_live_at expire_at expired name nature statement short_label short_label_language controller purposes channels recipients "
            "retention withdrawal refresh_after_months change_class current_version"
        )
    ),
    "FormVersion": Rules(plain("id host_key page_id language text sha256 created_at")),
    "Heartbeat": Rules(plain("id name beat_at")),
    "Arrival": Rules(
        {**plain("id at"), **kept("a keyed digest that stands for a connection or an address; deleted after a day by run_jobs", "digest")}
    ),
    "MailTemplate": Rules(
        plain(
            "id translation_key locale latest_revision live has_unpublished_changes first_published_at last_published_at live_revision "
            "go_live_at expire_at expired letter subject body"
        )
    ),
    "GroupFormRight": Rules(plain("id group page right")),
    "Retention": Rules(plain("id host_key page_id title days counted_from has_end ends_at")),
    "AnswerCount": Rules(plain("id host_key field_key option state number")),
    "ErasureEntry": Rules(plain("id kind host_key mark parts at")),
    "EndedProof": Rules(plain("id record host_key version_id state length head chain ended_at")),
    "Seal": Rules(plain("id number taken_at records length text sha256")),
}
