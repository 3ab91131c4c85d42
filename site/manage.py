#!/usr/bin/env python3
"""Run a management command of the Convene site.

Everything above ``main()`` uses the standard library only and old syntax, so that a wrong Python or a
missing environment is answered in one line instead of a traceback.
"""

import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)


def preflight():
    """Stop with one line that says what to do when this Python cannot run the site."""
    if sys.version_info < (3, 11):  # noqa: UP036 -- this line must run on the old Python that it refuses
        found = "{}.{}".format(*sys.version_info[:2])
        sys.exit("Convene needs Python 3.11 or newer; this is {}. Install python3.11 and run bin/demo again.".format(found))
    try:
        import django  # noqa: F401 -- only to see whether it is there
    except ImportError:
        sys.exit("Django is not installed for {}. Run bin/demo, or use .venv/bin/python.".format(sys.executable))


def main():
    """Hand the command line to Django with the repository root and ``site/`` on the path."""
    preflight()
    sys.path[:0] = [ROOT, HERE]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "convene_site.settings.dev")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit("manage.py: {}".format(error))


if __name__ == "__main__":
    main()
