"""The site as it is, with a pause that gives races time to happen."""

from convene_site.settings.test import *  # noqa: F403 -- settings modules are stacked this way in Django

INSTALLED_APPS = [*INSTALLED_APPS, "tests.reliability.pause"]  # noqa: F405 -- from the stacked settings
RACE_WITHOUT_LOCK = False
RACE_WITHOUT_TRANSACTION = False
