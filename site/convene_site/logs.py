"""What must not stand in a log."""

import logging
import re

TOKEN = re.compile(r"/forms/(receipt|mine|confirm)/[^/\s]+")


class WithoutTokens(logging.Filter):
    """Takes the secret part out of the addresses that Django logs with an error answer."""

    def filter(self, record):
        record.msg = TOKEN.sub(r"/forms/\1/…", str(record.msg))
        if isinstance(record.args, tuple):
            record.args = tuple(TOKEN.sub(r"/forms/\1/…", arg) if isinstance(arg, str) else arg for arg in record.args)
        return True
