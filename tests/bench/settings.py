"""The site as it is, with Wagtail's own form page beside it and a real mail server."""

import os

from convene_site.settings.test import *  # noqa: F403 -- settings modules are stacked this way in Django

INSTALLED_APPS = [*INSTALLED_APPS, "wagtail.contrib.forms", "tests.bench.stock"]  # noqa: F405 -- from the stacked settings
if not os.environ.get("DATABASE_URL"):
    DATABASES["default"]["NAME"] = VAR / "bench.sqlite3"  # noqa: F405 -- from the stacked settings
elif DATABASES["default"]["ENGINE"].endswith("postgresql"):  # noqa: F405 -- from the stacked settings
    DATABASES["default"]["CONN_MAX_AGE"] = 60  # noqa: F405 -- from the stacked settings
# As on a real site, static files are looked for once and not at each request.
WHITENOISE_AUTOREFRESH = False
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST, EMAIL_PORT = "127.0.0.1", int(os.environ.get("CONVENE_TEST_SMTP_PORT", "25"))
