"""All rows of the test database, kept and put back: what takes seconds to build is built once for each worker."""

from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from wagtail.models import Site

# Written by the database itself, from triggers, or never by a test.
NOT_KEPT = ("django_migrations", "wagtailsearch_indexentry_fts", "sqlite_")


def tables() -> list[str]:
    """Return the names of all tables whose rows a test may write."""
    return [name for name in connection.introspection.table_names() if not name.startswith(NOT_KEPT)]


def kept_rows() -> dict[str, tuple[list[str], list[tuple]]]:
    """Return the columns and rows of every table that has any."""
    kept = {}
    with connection.cursor() as cursor:
        for table in tables():
            # Columns that the database computes cannot be written back.
            columns = [column.name for column in connection.introspection.get_table_description(cursor, table)]
            columns = [name for name in columns if name not in generated(cursor, table)]
            # The plus keeps SQLite from turning what it stores into Python's dates, which it would not take back.
            plus = "+" if connection.vendor == "sqlite" else ""
            names = ", ".join(plus + connection.ops.quote_name(name) for name in columns)
            cursor.execute(f"SELECT {names} FROM {connection.ops.quote_name(table)}")  # noqa: S608 -- names of our own tables
            if rows := cursor.fetchall():
                kept[table] = (columns, rows)
    return kept


def generated(cursor, table: str) -> set[str]:
    """Return the columns of a table that PostgreSQL computes itself."""
    if connection.vendor != "postgresql":
        return set()
    cursor.execute("SELECT column_name FROM information_schema.columns WHERE table_name = %s AND is_generated = 'ALWAYS'", [table])
    return {name for (name,) in cursor.fetchall()}


def put_back(kept: dict[str, tuple[list[str], list[tuple]]]) -> None:
    """Replace all rows by the kept ones. Foreign keys are checked at the end of the transaction, so that the order does not matter."""
    quote = connection.ops.quote_name
    with transaction.atomic(), connection.cursor() as cursor:
        for table in tables():
            cursor.execute(f"DELETE FROM {quote(table)}")  # noqa: S608 -- names of our own tables
        for table, (columns, rows) in kept.items():
            places = ", ".join(["%s"] * len(columns))
            names = ", ".join(quote(name) for name in columns)
            cursor.executemany(f"INSERT INTO {quote(table)} ({names}) VALUES ({places})", rows)  # noqa: S608 -- names of our own tables
    ContentType.objects.clear_cache()
    Site.clear_site_root_paths_cache()
