"""``check --deploy`` refuses the demo's settings and finds nothing wrong with a site set up as documented."""

import json
import os
import subprocess
import sys
import tempfile
from datetime import timedelta
from pathlib import Path

import pytest
from convene_site import checks
from convene_site.demo.accounts import make_accounts
from django.contrib.auth.models import Group
from django.utils import timezone

from forms_ext.models import Message
from tests.reliability.running_site import database_url

GOOD = {
    "CONVENE_SECRET_KEY": "k7Qm2vXz9Lr4Tn8Wb3Yc6Hd1Gf5Js0PaQeUiOyRtMxNzBvCwE-and-ten",
    "CONVENE_SUBJECT_KEY": "u3Rk8Wd5Zp1Mx6Qv9Bn4Ty7Hc2Lg0Fs-another-key-for-people",
    "CONVENE_HOSTS": "events.example.org",
    "CONVENE_BASE_URL": "https://events.example.org",
    "CONVENE_SMTP_URL": "smtps://office:secret@mail.example.org:465",
    "CONVENE_FROM_EMAIL": "Office <office@example.org>",
    "CONVENE_TIME_ZONE": "Europe/Berlin",
}


CHOSEN = {"BASE_URL": "https://events.example.org", "SUBJECT_KEY": "another key"}


def check_deploy(root, **environment):
    """Return exit code and output of ``check --deploy`` with production settings on the test's database."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("CONVENE_", "DJANGO_"))}
    chosen = {
        "DJANGO_SETTINGS_MODULE": "convene_site.settings.production",
        "DATABASE_URL": database_url(),
        "CONVENE_VAR": tempfile.mkdtemp(),
    }
    command = [sys.executable, "site/manage.py", "check", "--deploy"]
    done = subprocess.run(command, cwd=root, env={**kept, **chosen, **environment}, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def ids(found):
    return [finding.id for finding in found]


@pytest.mark.django_db
def test_site_set_up_as_documented_has_no_findings(root):
    code, text = check_deploy(root, **GOOD)

    assert text == "System check identified no issues (1 silenced).\n"
    assert code == 0


@pytest.mark.django_db
def test_demo_is_refused(root):
    code, text = check_deploy(root, CONVENE_DEMO="1")

    found = [number for number in range(1, 13) if f"convene.E{number:03}" in text]
    assert found == [1, 2, 3, 5, 6, 7]
    assert code == 1


@pytest.fixture
def good(settings, tmp_path):
    """Settings in which the checks find nothing."""
    settings.VAR, settings.SECRET_KEY = tmp_path, GOOD["CONVENE_SECRET_KEY"]
    settings.ALLOWED_HOSTS = ["events.example.org"]
    settings.CONVENE = {"BASE_URL": "https://events.example.org", "SUBJECT_KEY": "another key"}
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    return settings


def test_good_settings_have_no_findings(good):
    assert checks.settings_of_a_real_site(None) == []


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"DEMO": True}, "convene.E001"),
        ({"SECRET_KEY": "only-for-development-and-tests"}, "convene.E002"),
        ({"CONVENE": {"BASE_URL": "https://events.example.org"}}, "convene.E003"),
        ({"CONVENE": {"BASE_URL": "https://events.example.org", "SUBJECT_KEY": GOOD["CONVENE_SECRET_KEY"]}}, "convene.E003"),
        ({"DEBUG": True}, "convene.E004"),
        ({"ALLOWED_HOSTS": ["*"]}, "convene.E005"),
        ({"CONVENE": {"BASE_URL": "http://events.example.org", "SUBJECT_KEY": "another key"}}, "convene.E006"),
        ({"CONVENE": {"BASE_URL": "https://elsewhere.example.org", "SUBJECT_KEY": "another key"}}, "convene.E006"),
        ({"EMAIL_BACKEND": "convene_site.mailfiles.EmailBackend"}, "convene.E007"),
        ({"DEFAULT_FROM_EMAIL": "Office"}, "convene.E012"),
        ({"CONVENE": {**CHOSEN, "OWNER_EMAIL": "office"}}, "convene.E012"),
        ({"CONVENE": {**CHOSEN, "SEAL_TO": ("dpo@example.org; office@example.org",)}}, "convene.E012"),
        ({"DATABASES": {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "x"}}}, "convene.E008"),
    ],
)
@pytest.mark.filterwarnings("ignore:Overriding setting DATABASES")
def test_setting_of_the_demo_is_found(good, change, expected):
    for name, value in change.items():
        setattr(good, name, value)

    assert ids(checks.settings_of_a_real_site(None)) == [expected]


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("CONVENE_SMTP_URL", "mail.example.org:465", "CONVENE_SMTP_URL must look like smtps://USER:PASSWORD@mail.example.org:465."),
        ("CONVENE_TIME_ZONE", "Mars/Base", "CONVENE_TIME_ZONE names no time zone; write it as Europe/Berlin."),
        ("DATABASE_URL", "mysql://localhost/convene", "DATABASE_URL must begin with postgres:// or sqlite://"),
    ],
)
def test_setting_that_cannot_be_read_is_one_line(root, name, value, said):
    code, text = check_deploy(root, **{**GOOD, name: value})

    assert (code, text) == (1, f"manage.py: {said}\n")


@pytest.mark.django_db
def test_demo_account_with_the_password_of_the_file_is_found(good):
    for name in ("Editors", "Moderators"):
        Group.objects.get_or_create(name=name)
    make_accounts(Path(good.VAR) / "accounts.json")
    assert ids(checks.accounts_and_worker(None)) == ["convene.E010"] * 3

    (Path(good.VAR) / "accounts.json").write_text(json.dumps({"admin": "changed since"}))
    assert ids(checks.accounts_and_worker(None)) == []


@pytest.mark.django_db
def test_mail_that_nobody_sends_is_found(good):
    due = timezone.now() - timedelta(minutes=11)
    Message.objects.create(kind="receipt", transition="1", to="ada@example.org", subject="s", text="t", language="en", not_before=due)

    assert ids(checks.accounts_and_worker(None)) == ["convene.E011"]
