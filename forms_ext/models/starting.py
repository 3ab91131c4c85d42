"""The form in which an editor writes a page that carries a form."""

from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm

from forms_ext.blocks import starting


def sensible_form(language: str) -> list[tuple[str, dict]]:
    """Return the questions that a new page starts with, in ``language``."""
    with translation.override(language):
        return [
            starting("full_name", label=_("Full name"), required=True),
            starting("email", label=_("E-mail address"), hint=_("We send your confirmation here."), required=True),
            starting("organisation", label=_("Organisation"), required=False),
        ]


class HostPageForm(WagtailAdminPageForm):
    """Starts a new page with a form that most can keep as it is."""

    def __init__(self, data=None, files=None, *args, instance=None, **kwargs):
        if instance is not None and instance._state.adding and not instance.fields:  # noqa: SLF001 -- Django's documented way to ask
            instance.fields = sensible_form(instance.locale.language_code if instance.locale_id else translation.get_language())
        super().__init__(data, files, *args, instance=instance, **kwargs)
