"""Controls: each event named in a file has lost one guard. See :mod:`tests.reliability.guards`."""

from .settings_faults import *  # noqa: F403 -- settings modules are stacked this way in Django

INSTALLED_APPS = [*INSTALLED_APPS, "tests.reliability.guards"]  # noqa: F405 -- from the stacked settings
