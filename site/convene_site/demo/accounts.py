"""The three accounts of the demo, with passwords of their own on every machine."""

import json
import os
import secrets
from pathlib import Path

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group


def make_accounts(file: Path) -> dict[str, str]:
    """Return the passwords by user name; made and written to ``file`` once, readable by its owner only."""
    known = json.loads(file.read_text()) if file.exists() else {}
    users = get_user_model().objects
    for name, group in (("admin", None), ("editor", "Editors"), ("moderator", "Moderators")):
        if name in known and users.filter(username=name).exists():
            continue
        known[name] = secrets.token_urlsafe(12)
        user, _created = users.get_or_create(username=name, defaults={"email": f"{name}@convene.example"})
        user.is_superuser = user.is_staff = group is None
        user.set_password(known[name])
        user.save()
        if group:
            user.groups.set([Group.objects.get(name=group)])
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as target:
        json.dump(known, target, indent=2)
    return known
