"""Write the journal of deletions."""

from forms_ext.actions.journal import as_line
from forms_ext.models import ErasureEntry

from ._job import JobCommand


class Command(JobCommand):
    help = "Prints the journal of deletions, one line of JSON each. Keep it apart from the backups. It names nobody."

    def handle(self, *args, **options):
        for entry in ErasureEntry.objects.all().iterator(chunk_size=2000):
            self.stdout.write(as_line(entry))
