"""The page for the data protection officer says what the rules say."""

import re

from forms_ext import conf
from forms_ext.management.commands.show_retention import with_table


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
