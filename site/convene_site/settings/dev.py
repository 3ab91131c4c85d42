"""For working on Convene: errors are shown, mail goes to files, nothing needs to be set up."""

from .base import *  # noqa: F403 -- settings modules are stacked this way in Django

DEBUG = True
SECRET_KEY = "only-for-development-and-tests-never-for-a-site-that-people-use"  # noqa: S105 -- refused in production
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", ".localhost"]
