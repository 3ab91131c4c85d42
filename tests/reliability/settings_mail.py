"""The test settings with a mail server on this machine."""

import os

from convene_site.settings.test import *  # noqa: F403 -- settings modules are stacked this way in Django

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST, EMAIL_PORT, EMAIL_TIMEOUT = "127.0.0.1", int(os.environ.get("CONVENE_TEST_SMTP_PORT", "0")), 15
