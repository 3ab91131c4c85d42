"""Sending a form, the receipt, and the visitor's own page. No cookie, no account, nothing kept in a cache."""
