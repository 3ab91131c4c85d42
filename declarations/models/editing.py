"""The editor's form of a declaration."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm

from declarations.states import RECORDED


class DeclarationForm(WagtailAdminPageForm):
    """The editor's form: publishing another wording of an adopted text asks what the change is; a draft does not."""

    def _post_clean(self):
        super()._post_clean()
        if self.is_deferred_validation:
            return
        page = self.instance
        if page.status in RECORDED and not any(block.block_type == "point" for block in page.body or ()):
            self.add_error("body", _("An adopted text needs at least one point."))
        if not page.change_class and page.wording_differs():
            sentence = _("The wording of this adopted text changed. Say whether you correct an error or whether it was amended.")
            self.add_error("change_class", sentence)
