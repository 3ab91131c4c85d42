"""The addresses of a declaration at which its versions, and its languages, are compared."""

from wagtail.contrib.routable_page.models import RoutablePageMixin, path, re_path


class ComparisonRoutes(RoutablePageMixin):
    """A page whose versions are compared at ``compare/1/2/`` and whose languages stand side by side at ``?with=de``."""

    @path("")
    def index_route(self, request, *args, **kwargs):
        """Show the text, beside another language where one is asked for."""
        from declarations.views import beside  # noqa: PLC0415 -- views stand above models

        code = request.GET.get("with")
        found = beside.side_by_side(request, self, code) if code else None
        return found or super().index_route(request, *args, **kwargs)

    @re_path(r"^compare/$", name="choose_versions")
    def choose_versions(self, request):
        """Lead to the comparison that a form asked for."""
        from declarations.views import comparing  # noqa: PLC0415 -- views stand above models

        return comparing.choose(request, self)

    @re_path(r"^compare/(\d{1,6})/(\d{1,6})/$", name="compare_versions")
    def compare_versions(self, request, before, after):
        """Show what changed between two versions."""
        from declarations.views import comparing  # noqa: PLC0415 -- views stand above models

        return comparing.compare(request, self, int(before), int(after))
