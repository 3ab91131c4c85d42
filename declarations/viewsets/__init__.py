"""Choosers for editors."""
