"""The button of the rich text editor that links to a point, and how such links are stored."""

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from draftjs_exporter.dom import DOM
from wagtail.admin.rich_text.converters.html_to_contentstate import LinkElementHandler
from wagtail.admin.rich_text.editors.draftail.features import EntityFeature

from .models import Provision
from .point_links import PointLinkHandler, called, permanent

FEATURE = "point-link"
ENTITY = "POINT"


class PointElementHandler(LinkElementHandler):
    """Reads a stored link for the editor."""

    def get_attribute_data(self, attrs):
        """Return the point's identity with its address and what it is called; a point that was never given keeps its identity."""
        short_id = attrs.get("id", "")
        provision = Provision.objects.filter(short_id=short_id).first()
        last = provision and provision.last_text("")
        label = called(last.version.content["title"], last.label) if last else ""
        return {"id": short_id, "url": permanent(short_id) if provision else None, "label": label}


def point_link(props):
    """Return the stored form of a link."""
    return DOM.create_element("a", {"linktype": PointLinkHandler.identifier, "id": props.get("id")}, props["children"])


CONVERSION = {
    "from_database_format": {'a[linktype="point"]': PointElementHandler(ENTITY)},
    "to_database_format": {"entity_decorators": {ENTITY: point_link}},
}


def register(features):
    """Make the button known to Wagtail; fields that list ``point-link`` among their features show it."""
    chooser = {"pointChooser": reverse_lazy("declarations_point_chooser:choose")}
    control = {"type": ENTITY, "icon": "tag", "description": _("Point of a declaration"), "chooserUrls": chooser}
    scripts = ["wagtailadmin/js/chooser-modal.js", "declarations/point-link.js"]
    features.register_link_type(PointLinkHandler)
    features.register_editor_plugin("draftail", FEATURE, EntityFeature(control, js=scripts))
    features.register_converter_rule("contentstate", FEATURE, CONVERSION)
    features.default_features.append(FEATURE)
