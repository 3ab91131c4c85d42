"""The site with wagtail-localize in place of Wagtail's own translation: another way to the same pages."""

from convene_site.settings.test import *  # noqa: F403 -- settings modules are stacked this way in Django

INSTALLED_APPS = [
    "wagtail_localize",
    "wagtail_localize.locales",
    *(app for app in INSTALLED_APPS if app not in {"wagtail.contrib.simple_translation", "wagtail.locales"}),  # noqa: F405 -- stacked
]
if not DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405 -- stacked
    # Beside the database of the run that starts this one, on the same server.
    DATABASES["default"]["TEST"] = {"NAME": "test_convene_localize"}  # noqa: F405 -- stacked
