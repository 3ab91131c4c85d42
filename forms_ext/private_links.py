"""The secret part of an address: whoever knows it acts in a visitor's name. It stands in no log, and staff is not shown it."""

import re

# The words after which an address goes on with a secret, in all apps; docs/running.md has them for the server in front.
SECRET = re.compile(r"""/(receipt|mine|confirm|offer|endorse)/[^/\s?#"'<>]+""")


def without_tokens(text: str) -> str:
    """Return ``text`` with the secret part of every private address cut out."""
    return SECRET.sub(r"/\1/…", text)
