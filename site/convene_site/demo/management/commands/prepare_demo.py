"""Make everything the demo needs: tables, static files, content, accounts."""

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from convene_site.demo.accounts import make_accounts
from convene_site.demo.content import build


class Command(BaseCommand):
    help = "Prepares the demo. Safe to run again: what exists is kept."

    def handle(self, *args, **options):
        try:
            call_command("migrate", verbosity=0, interactive=False)
        except (DatabaseError, OSError) as error:
            raise CommandError(f"The database cannot be written: {error}. CONVENE_VAR or DATABASE_URL names another one.") from error
        call_command("collectstatic", verbosity=0, interactive=False)
        if build():
            self.stdout.write("Demo content made.")
        make_accounts(settings.VAR / "accounts.json")
