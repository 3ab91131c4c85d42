"""As in the fault runs, but a writer that waits for SQLite gives up after one second instead of twenty."""

from .settings_faults import *  # noqa: F403 -- settings modules are stacked this way in Django

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405 -- from the stacked settings
    DATABASES["default"]["OPTIONS"] = {**DATABASES["default"]["OPTIONS"], "timeout": 1}  # noqa: F405 -- from the stacked settings
