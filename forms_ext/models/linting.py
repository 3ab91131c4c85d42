"""The panel in which editors read what is odd about a statement or a form. It never keeps anybody from saving."""

from wagtail.admin.panels import Panel


class LinterPanel(Panel):
    """What the linter says of the last saved draft; nothing where it has nothing to say.

    The model of the panel has a method ``lint`` that returns :class:`forms_ext.schema.linter.Concern` objects.
    """

    class BoundPanel(Panel.BoundPanel):
        template_name = "forms_ext/desk/linter.html"

        def __init__(self, **kwargs):
            super().__init__(**kwargs)
            # A page that was never saved has nothing yet that could be odd.
            self.concerns = self.instance.lint() if self.instance.pk else []

        def is_shown(self):
            return super().is_shown() and bool(self.concerns)

        def get_context_data(self, parent_context=None):
            return {**super().get_context_data(parent_context), "concerns": self.concerns}
