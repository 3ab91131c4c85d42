"""The site with wagtail-localize in place of Wagtail's own translation: another way to the same pages."""

from convene_site.settings.test import *  # noqa: F403 -- settings modules are stacked this way in Django

INSTALLED_APPS = [
    "wagtail_localize",
    "wagtail_localize.locales",
    *(app for app in INSTALLED_APPS if app not in {"wagtail.contrib.simple_translation", "wagtail.locales"}),  # noqa: F405 -- stacked
]
