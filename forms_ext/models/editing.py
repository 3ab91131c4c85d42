"""Panels that help an editor with a form: what it still needs, and what a changed one means for those who answered."""

from django.utils.functional import cached_property
from wagtail.admin.panels import Panel

from .impact import impact
from .readiness import tasks


class ReadinessPanel(Panel):
    """The list of what a form should have before it goes live, worked out from the last saved draft."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "forms_ext/desk/readiness.html"

        @cached_property
        def found(self):
            return tasks(self.instance)

        def is_shown(self):
            return super().is_shown() and bool(self.found)

        def get_context_data(self, parent_context=None):
            open_tasks = [task for task in self.found if task.state != "done"]
            context = super().get_context_data(parent_context)
            return {**context, "tasks": open_tasks, "done": [task for task in self.found if task.state == "done"]}


class ImpactPanel(Panel):
    """What publishing the present draft means for those who answered the live form; nothing where nothing changes."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "forms_ext/desk/impact.html"

        def __init__(self, **kwargs):
            super().__init__(**kwargs)
            self.impact = None
            if self.instance.pk and self.instance.live and self.instance.has_unpublished_changes:
                live = type(self.instance).objects.get(pk=self.instance.pk)
                self.impact = impact(live, self.instance)

        def is_shown(self):
            return super().is_shown() and bool(self.impact and self.impact.answered and (self.impact.lost or self.impact.changed))

        def get_context_data(self, parent_context=None):
            return {**super().get_context_data(parent_context), "impact": self.impact}
