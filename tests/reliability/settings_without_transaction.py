"""Control for SQLite: lock and transaction are gone. An IMMEDIATE transaction alone is already a lock there."""

from .settings_race import *  # noqa: F403 -- settings modules are stacked this way in Django

RACE_WITHOUT_LOCK = True
RACE_WITHOUT_TRANSACTION = True
