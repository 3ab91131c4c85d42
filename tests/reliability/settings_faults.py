"""The site as it is, with a real mail server and retries that fit into a test."""

import os

from convene_site.settings.test import *  # noqa: F403 -- settings modules are stacked this way in Django

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST, EMAIL_PORT, EMAIL_TIMEOUT = "127.0.0.1", int(os.environ.get("CONVENE_TEST_SMTP_PORT", "25")), 5
CONVENE = {**CONVENE, "SENDING_SECONDS": 3, "RETRY_SECONDS": (1,) * 60}  # noqa: F405 -- from the stacked settings
