"""What must not stand in a log."""

import logging
import re

from forms_ext.private_links import without_tokens


class WithoutTokens(logging.Filter):
    """Takes the secret part out of the addresses that Django logs with an error answer."""

    def filter(self, record):
        record.msg = without_tokens(str(record.msg))
        if isinstance(record.args, tuple):
            record.args = tuple(without_tokens(arg) if isinstance(arg, str) else arg for arg in record.args)
        return True


# Chained tracebacks follow each other with one of these sentences; a detail may hold several paragraphs that a visitor wrote.
DETAIL = re.compile(r"^DETAIL:.*?(?=\n\n(?:The above exception was|During handling of the above)|\Z)", re.DOTALL | re.MULTILINE)


class WithoutPeople(logging.Formatter):
    """Takes out of a traceback what PostgreSQL quotes from a row, and the secret part of addresses."""

    def formatException(self, ei):  # noqa: N802 -- the name that logging calls
        """Return the traceback; the line before a detail says which rule was broken."""
        return without_tokens(DETAIL.sub("DETAIL: …", super().formatException(ei)))
