"""Print what becomes of every personal column."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from forms_ext.retention import policy_table

from ._job import text_of

BEGIN, END = "<!-- rules: begin -->", "<!-- rules: end -->"


def with_table(text: str) -> str:
    """Return ``text`` with the table between its two marks written anew.

    :raises ValueError: when the marks are not in it.
    """
    before, _begin, rest = text.partition(BEGIN)
    _old, end, after = rest.partition(END)
    if not end:
        raise ValueError(f"{BEGIN} and {END} are not in the file")
    return f"{before}{BEGIN}\n{policy_table()}\n{END}{after}"


class Command(BaseCommand):
    help = "Prints the table of personal columns and what ends them; with --write it goes into a page between two marks."

    def add_arguments(self, parser):
        parser.add_argument("--write", metavar="FILE", help="the page, as docs/data-protection.md")

    def handle(self, *args, **options):
        if not options["write"]:
            return self.stdout.write(policy_table())
        path = Path(options["write"])
        try:
            path.write_text(with_table(text_of(path)))
        except ValueError as error:
            raise CommandError(f"{path} has no place for the table: {error}.") from error
        except OSError as error:
            raise CommandError(f"{path} cannot be written: {error.strerror}.") from error
        return None
