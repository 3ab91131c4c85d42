"""The one policy: who may see, decide and export which submissions. Every list, detail, export and action asks it."""

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet, Value
from wagtail.models import Page
from wagtail.permission_policies.base import BasePermissionPolicy

from forms_ext.models import ConsentRecord, GroupFormRight, Message, Submission
from forms_ext.models.rights import Right


class FormRights:
    """What one person may do, read from the database once: for one request, never kept longer.

    A right over a page holds for the page and everything below it. A submission whose page was deleted is left to
    superusers: nobody else holds a right over it any more.
    """

    def __init__(self, user: AbstractBaseUser):
        self.is_active = user.is_active
        self.has_all = user.is_active and user.is_superuser
        self._roots: dict[str, set[str]] = {right: set() for right in Right.values}
        if self.is_active and not self.has_all:
            held = GroupFormRight.objects.filter(group__user=user).values_list("right", "page__path")
            for right, path in held:
                self._roots[right].add(path)

    def has(self, right: Right) -> bool:
        """Tell whether the person has ``right`` anywhere at all."""
        return self.has_all or bool(self._roots[right])

    def pages(self, right: Right) -> QuerySet[Page]:
        """Return the pages over whose submissions the person has ``right``."""
        if self.has_all:
            return Page.objects.all()
        below = Q(pk__in=[])
        for path in self._roots[right]:
            below |= Q(path__startswith=path)
        return Page.objects.filter(below)

    def where(self, right: Right, page_id: str = "page_id") -> Q:
        """Return the condition that rows with a column ``page_id`` are such over which the person has ``right``."""
        return Q() if self.has_all else Q(**{f"{page_id}__in": self.pages(right).values("pk")})

    def where_messages(self, right: Right) -> Q:
        """Return the condition that messages are about submissions, or pages, over which the person has ``right``."""
        return self.where(right, "submission__page_id") | self.where(right) if not self.has_all else Q()

    def submissions(self, right: Right = Right.LIST) -> QuerySet[Submission]:
        """Return the submissions over which the person has ``right``."""
        return Submission.objects.filter(self.where(right))

    def told(self, rows: QuerySet, right: Right, name: str, page_id: str = "page_id") -> QuerySet:
        """Add to each row, under ``name``, whether the person has ``right`` over it; in the same query."""
        answer = Value(value=True) if self.has_all else self.where(right, page_id)
        return rows.annotate(**{name: ExpressionWrapper(answer, BooleanField())})


class FormRightPolicy:
    """Reads :class:`GroupFormRight` for a person; see :class:`FormRights`."""

    def rights(self, user: AbstractBaseUser) -> FormRights:
        """Return what ``user`` may do now."""
        return FormRights(user)

    def pages(self, user: AbstractBaseUser, right: Right) -> QuerySet[Page]:
        """Return the pages over whose submissions ``user`` has ``right``."""
        return self.rights(user).pages(right)

    def submissions(self, user: AbstractBaseUser, right: Right = Right.LIST) -> QuerySet[Submission]:
        """Return the submissions over which ``user`` has ``right``."""
        return self.rights(user).submissions(right)

    def consents(self, user: AbstractBaseUser, right: Right = Right.LIST) -> QuerySet[ConsentRecord]:
        """Return the consent records over which ``user`` has ``right``."""
        return ConsentRecord.objects.filter(self.rights(user).where(right))

    def messages(self, user: AbstractBaseUser, right: Right = Right.LIST) -> QuerySet[Message]:
        """Return the outgoing messages about submissions, or pages, over which ``user`` has ``right``."""
        return Message.objects.filter(self.rights(user).where_messages(right))

    def may(self, user: AbstractBaseUser, right: Right, submission: Submission) -> bool:
        """Tell whether ``user`` has ``right`` over this one submission."""
        return self.submissions(user, right).filter(pk=submission.pk).exists()

    def has_any(self, user: AbstractBaseUser, right: Right = Right.LIST) -> bool:
        """Tell whether ``user`` has ``right`` anywhere at all."""
        return self.rights(user).has(right)


policy = FormRightPolicy()


class DeskPermissionPolicy(BasePermissionPolicy):
    """The same policy in the words of Wagtail's generic views: submissions can be viewed, and nothing else.

    Deciding is an action with a right of its own; nobody adds, edits or deletes a submission in the editor.
    """

    def user_has_permission(self, user, action):
        return action == "view" and policy.has_any(user)

    def user_has_permission_for_instance(self, user, action, instance):
        return action == "view" and policy.may(user, Right.LIST, instance)

    def instances_user_has_any_permission_for(self, user, actions):
        return policy.submissions(user) if "view" in actions else Submission.objects.none()


desk_policy = DeskPermissionPolicy(Submission)
