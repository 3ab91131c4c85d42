"""How long a sending takes: ours with everything, Wagtail's own form beside it, with few and with many rows."""
