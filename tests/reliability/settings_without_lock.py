"""Control for PostgreSQL: the lock statement is gone, the transaction is there."""

from .settings_race import *  # noqa: F403 -- settings modules are stacked this way in Django

RACE_WITHOUT_LOCK = True
