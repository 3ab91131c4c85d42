"""Rows that are written once. What raw SQL does to them is found by ``verify_consents``.

There are no database triggers: they would break the deletion of users and pages and are lost when SQLite rebuilds a table.
"""

from django.db import models


class ImmutableError(TypeError):
    """Somebody tried to change or delete a row that is evidence."""


def _refuse(self, *args, **kwargs):
    raise ImmutableError(f"{self.model.__name__} rows are evidence: they are never changed or deleted.")


class ImmutableQuerySet(models.QuerySet):
    """Refuses every way to change or delete rows."""

    update = delete = bulk_update = update_or_create = _refuse
    aupdate = adelete = abulk_update = aupdate_or_create = _refuse

    def bulk_create(self, objs, *args, **kwargs):
        if kwargs.get("update_conflicts"):
            _refuse(self)
        return super().bulk_create(objs, *args, **kwargs)


class ImmutableModel(models.Model):
    """A row that can be created and read, nothing else."""

    objects = ImmutableQuerySet.as_manager()

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise ImmutableError(f"{type(self).__name__} rows are evidence: they are never changed.")
        kwargs["force_insert"] = True
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise ImmutableError(f"{type(self).__name__} rows are evidence: they are never deleted.")
