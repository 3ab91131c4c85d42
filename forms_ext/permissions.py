"""The one policy: who may see, decide and export which submissions. Every list, detail, export and action asks it."""

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Q, QuerySet
from wagtail.models import Page

from forms_ext.models import ConsentRecord, GroupFormRight, Submission
from forms_ext.models.rights import Right


class FormRightPolicy:
    """Reads :class:`GroupFormRight`: a right over a page holds for the page and everything below it.

    A submission whose page was deleted is left to superusers: nobody else holds a right over it any more.
    """

    def pages(self, user: AbstractBaseUser, right: Right) -> QuerySet[Page]:
        """Return the pages over whose submissions ``user`` has ``right``."""
        if not user.is_active:
            return Page.objects.none()
        if user.is_superuser:
            return Page.objects.all()
        roots = Page.objects.filter(form_rights__right=right, form_rights__group__user=user).values_list("path", flat=True).distinct()
        below = Q(pk__in=[])
        for path in roots:
            below |= Q(path__startswith=path)
        return Page.objects.filter(below)

    def submissions(self, user: AbstractBaseUser, right: Right = Right.LIST) -> QuerySet[Submission]:
        """Return the submissions over which ``user`` has ``right``."""
        return self._limit(Submission.objects.all(), user, right)

    def consents(self, user: AbstractBaseUser, right: Right = Right.LIST) -> QuerySet[ConsentRecord]:
        """Return the consent records over which ``user`` has ``right``."""
        return self._limit(ConsentRecord.objects.all(), user, right)

    def _limit(self, rows, user, right):
        if user.is_active and user.is_superuser:
            return rows
        return rows.filter(page_id__in=self.pages(user, right).values("pk"))

    def may(self, user: AbstractBaseUser, right: Right, submission: Submission) -> bool:
        """Tell whether ``user`` has ``right`` over this one submission."""
        return self.submissions(user, right).filter(pk=submission.pk).exists()

    def has_any(self, user: AbstractBaseUser, right: Right = Right.LIST) -> bool:
        """Tell whether ``user`` has ``right`` anywhere at all."""
        if not user.is_active:
            return False
        return user.is_superuser or GroupFormRight.objects.filter(right=right, group__user=user).exists()


policy = FormRightPolicy()
