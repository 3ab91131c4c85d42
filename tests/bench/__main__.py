"""``python -m tests.bench``: see ``bin/bench --help``."""

import argparse
import multiprocessing
import os
import sys
from pathlib import Path

from .mail import serve_mail


def main():
    """Set up the site on an empty database, measure, print."""
    arguments = argparse.ArgumentParser(prog="bin/bench")
    arguments.add_argument("--posts", type=int, default=200, help="sendings per figure")
    arguments.add_argument("--rows", default="1000,10000,100000", help="numbers of stored submissions, comma separated")
    arguments.add_argument("--mail-ms", type=int, default=50, help="milliseconds that the mail server takes for one message")
    options = arguments.parse_args()
    here, there = multiprocessing.Pipe()
    multiprocessing.get_context("spawn").Process(target=serve_mail, args=(there, options.mail_ms / 1000), daemon=True).start()
    os.environ["CONVENE_TEST_SMTP_PORT"] = str(here.recv())
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.settings"
    sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "site"))
    import django

    django.setup()
    from django.core.management import call_command

    from .measuring import measure

    call_command("migrate", verbosity=0, interactive=False)
    measure(posts=options.posts, rows=[int(number) for number in options.rows.split(",")], mail_ms=options.mail_ms, tell=print)


if __name__ == "__main__":
    main()
