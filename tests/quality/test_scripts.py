"""What a newcomer meets when something is missing: one line that says what to do."""

import os
import socket
import subprocess
import sys
import time
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import pytest
from convene_site.demo.management.commands.serve_demo import Command, free_port
from django.core.management import CommandError, call_command


def run(root, *command, **environment):
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("CONVENE_", "DJANGO_"))}
    return subprocess.run(
        command, cwd=root, env={**clean, **environment}, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
    )


def fake_python(folder, body):
    path = folder / "python-of-the-test"
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(0o755)
    return str(path)


def one_line(result):
    """Return the only line of complaint of a script that gave up."""
    assert result.returncode != 0
    (line,) = result.stderr.strip().splitlines()
    return line


@pytest.mark.parametrize("script", ["demo", "test"])
def test_every_script_explains_itself(root, script):
    result = run(root, f"bin/{script}", "--help")

    assert result.returncode == 0
    assert result.stdout.startswith(f"Usage: bin/{script}")


def test_unknown_option_is_one_line(root):
    assert "unknown option --port" in one_line(run(root, "bin/demo", "--port"))


def test_wrong_python_is_one_line_that_says_what_to_install(root, tmp_path):
    line = one_line(run(root, "bin/demo", "--no-server", PYTHON=fake_python(tmp_path, "exit 1"), CONVENE_VAR=str(tmp_path / "var")))

    assert "needs Python 3.11" in line
    assert "apt-get install python3" in line


def test_missing_venv_package_is_one_line_that_says_what_to_install(root, tmp_path):
    python = fake_python(tmp_path, 'case "$*" in *ensurepip*) exit 1;; *) exit 0;; esac')
    places = {"CONVENE_VAR": str(tmp_path / "var"), "CONVENE_VENV": str(tmp_path / "venv")}

    assert "python3-venv" in one_line(run(root, "bin/demo", "--no-server", PYTHON=python, **places))


def test_folder_that_cannot_be_written_is_one_line(root, tmp_path):
    (tmp_path / "file").touch()

    line = one_line(run(root, "bin/demo", "--no-server", CONVENE_VAR=str(tmp_path / "file" / "var")))

    assert "cannot write to" in line
    assert "CONVENE_VAR" in line


def test_missing_browser_is_one_line_and_never_a_skip(root, tmp_path):
    path = f"{tmp_path}:/usr/bin:/bin"
    (tmp_path / "apt-get").write_text("#!/bin/sh\nexit 1\n")
    (tmp_path / "apt-get").chmod(0o755)

    result = run(root, "bin/test", PATH=path, CHROMIUM="no-such-browser")

    assert "no Chromium" in one_line(result)


def test_busy_port_takes_the_next_one():
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]

        assert free_port(port) > port


def test_demo_hands_out_pictures_and_leaves_documents_to_the_site(root, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"
    port = free_port(8400)
    command = Command.server(port)
    for folder in ("images", "documents"):
        (settings.MEDIA_ROOT / folder).mkdir(exist_ok=True)
        (settings.MEDIA_ROOT / folder / "one.webp").write_bytes(b"RIFF")
    places = {"CONVENE_VAR": str(tmp_path), "CONVENE_DEMO": "1", "DJANGO_SETTINGS_MODULE": "convene_site.settings.production"}
    server = subprocess.Popen(command, cwd=root, env={**os.environ, **places, "PYTHONPATH": f"{root}:{root}/site"})
    try:
        assert answers(f"http://127.0.0.1:{port}/media/images/one.webp") == 200
        assert answers(f"http://127.0.0.1:{port}/media/documents/one.webp") != 200
    finally:
        server.terminate()
        server.wait(timeout=30)


def answers(address):
    """Return the status of an answer; a server that just begins gets half a minute."""
    for _second in range(60):
        try:
            with urlopen(address, timeout=20) as answer:
                return answer.status
        except HTTPError as error:
            return error.code
        except URLError:
            time.sleep(0.5)
    return 0


def test_port_that_is_no_number_is_one_line(monkeypatch):
    monkeypatch.setenv("PORT", "eighty")

    with pytest.raises(CommandError, match="PORT has to be a number"):
        call_command("serve_demo")


def test_manage_without_django_is_one_line(root):
    result = run(root, sys.executable, "-S", "-E", "site/manage.py", "check")

    assert "Run bin/demo" in one_line(result)


@pytest.mark.parametrize(
    "missing",
    [
        "CONVENE_SECRET_KEY",
        "CONVENE_SUBJECT_KEY",
        "CONVENE_HOSTS",
        "CONVENE_BASE_URL",
        "CONVENE_SMTP_URL",
        "CONVENE_FROM_EMAIL",
        "CONVENE_TIME_ZONE",
    ],
)
def test_production_names_what_is_missing(root, missing):
    complete = {
        "CONVENE_SECRET_KEY": "k" * 60,
        "CONVENE_SUBJECT_KEY": "s" * 60,
        "CONVENE_HOSTS": "convene.example",
        "CONVENE_BASE_URL": "https://convene.example",
        "CONVENE_SMTP_URL": "smtp://mail.example",
        "CONVENE_FROM_EMAIL": "office@convene.example",
        "CONVENE_TIME_ZONE": "UTC",
    }
    environment = {name: value for name, value in complete.items() if name != missing}
    result = run(root, sys.executable, "site/manage.py", "check", DJANGO_SETTINGS_MODULE="convene_site.settings.production", **environment)

    assert f"Set {missing}" in one_line(result)
