"""The addresses below a declaration: its points, its versions, the text of a day."""

from wagtail.contrib.routable_page.models import RoutablePageMixin, re_path


class ReadingRoutes(RoutablePageMixin):
    """A page with ``points/3/``, ``v/2/``, ``v/2/points/3/`` and ``at/2026-03-14/`` below it."""

    @re_path(r"^points/(\d{1,4})/$", name="point")
    def point(self, request, place):
        """Show one point of the text in force."""
        from declarations.views import points  # noqa: PLC0415 -- views stand above models

        return points.point(request, self, int(place))

    @re_path(r"^v/(\d{1,6})/$", name="version")
    def version(self, request, number):
        """Show a version that was kept."""
        from declarations.views import editions  # noqa: PLC0415 -- views stand above models

        return editions.version(request, self, int(number))

    @re_path(r"^v/(\d{1,6})/points/(\d{1,4})/$", name="version_point")
    def version_point(self, request, number, place):
        """Show one point of a version that was kept."""
        from declarations.views import points  # noqa: PLC0415 -- views stand above models

        return points.version_point(request, self, int(number), int(place))

    @re_path(r"^at/([\w-]{1,20})/$", name="at_day")
    def at_day(self, request, day):
        """Lead to the version that was in force on a day."""
        from declarations.views import editions  # noqa: PLC0415 -- views stand above models

        return editions.at_day(request, self, day)
