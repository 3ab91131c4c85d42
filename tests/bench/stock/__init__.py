"""Wagtail's own form page, as its documentation sets it up. Only the benchmark installs it."""
