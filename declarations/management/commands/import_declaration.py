"""Read a text and make a draft of it."""

import json
import sys
from pathlib import Path

from django.contrib.auth import get_user_model
from django.core.management.base import CommandError

from declarations.actions import ImportTextAction
from declarations.arrangement import arranged
from declarations.importer import Reading, read_file
from declarations.models import DeclarationIndexPage
from declarations.views.remarks import remarks
from forms_ext.actions import NotPermitted
from forms_ext.management.commands._job import SiteCommand


class Command(SiteCommand):
    help = "Reads the text of a declaration into preamble, points and closing, and makes a draft of it."

    def add_arguments(self, parser):
        parser.add_argument("file", help="a text, Markdown, Word or PDF file; - for a text from standard input")
        parser.add_argument("--language", help="language of the text, for example en; found by itself otherwise")
        parser.add_argument("--dry-run", action="store_true", help="read only, make nothing")
        parser.add_argument("--json", action="store_true", help="print the structure as JSON")
        parser.add_argument("--parent", type=int, help="number of the list of declarations; the first one otherwise")
        parser.add_argument("--title", default="", help="title, where the text has none")

        parser.add_argument(
            "--user", default="", help="account in whose name the draft and its comments are made; without it there are no comments"
        )

    def handle(self, *args, **options):
        reading = read_file(self.data(options["file"]), options["file"], language=options["language"])
        if options["json"]:
            self.stdout.write(json.dumps(reading.as_dict(), ensure_ascii=False, indent=2))
        else:
            self.summarise(reading.as_dict())
        if not options["dry_run"]:
            self.make(reading, options)

    def make(self, reading: Reading, options):
        parent, user = self.parent(options["parent"]), self.user(options["user"])
        arrangement = arranged(reading, reading.source, parent.locale.language_code)
        try:
            page = ImportTextAction(parent, arrangement, remarks(list(reading.flags)), title=options["title"], user=user).execute()
        except NotPermitted as error:
            raise CommandError(f"{user} may not add pages to {parent}.") from error
        self.stderr.write(f"Draft made: page {page.pk}, {page.title}")

    @staticmethod
    def user(name: str):
        users = get_user_model()
        user = users.objects.filter(**{users.USERNAME_FIELD: name}).first() if name else None
        if name and user is None:
            raise CommandError(f"There is no account {name}.")
        return user

    @staticmethod
    def data(name: str) -> bytes:
        try:
            return sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        except OSError as error:
            raise CommandError(f"{name} cannot be read: {error.strerror}.") from error

    @staticmethod
    def parent(pk: int | None) -> DeclarationIndexPage:
        pages = DeclarationIndexPage.objects.filter(pk=pk) if pk else DeclarationIndexPage.objects.order_by("path")
        page = pages.first()
        if page is None:
            raise CommandError("There is no such list of declarations. Make one in the editor first, or name it with --parent.")
        return page

    def summarise(self, reading):
        self.stdout.write(f"title: {reading['title'] or '(none)'}")
        self.stdout.write(f"preamble: {len(reading['preamble'])}, points: {len(reading['points'])}, closing: {len(reading['closing'])}")
        for flag in reading["flags"]:
            self.stdout.write(f"{flag['level']} {flag['code']} line {flag['line']}: {flag['message']}")
