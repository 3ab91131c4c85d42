"""For the test run: a real database file, fast password hashes, mail kept in memory."""

import os
import tempfile
from pathlib import Path

from .dev import *  # noqa: F403 -- settings modules are stacked this way in Django

DEBUG = False
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver"]
VAR = Path(os.environ.get("CONVENE_TEST_VAR") or tempfile.mkdtemp(prefix="convene-test-"))
MEDIA_ROOT = VAR / "media"
EMAIL_FILE_PATH = VAR / "mail"
CONVENE = {**CONVENE, "ERASURE_JOURNAL": VAR / "erasures.jsonl"}  # noqa: F405 -- from the stacked settings
# Static files are found where they are written: nothing is collected for a test.
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# An in-memory SQLite has other locks than a file; every promise about concurrency is tested on a file.
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405 -- from the stacked settings
    DATABASES["default"]["TEST"] = {"NAME": VAR / "test.sqlite3"}  # noqa: F405 -- from the stacked settings
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 0  # noqa: F405 -- from the stacked settings
