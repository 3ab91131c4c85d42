"""The addresses below a declaration at which it is given as a file."""

from wagtail.contrib.routable_page.models import RoutablePageMixin, re_path


class FileRoutes(RoutablePageMixin):
    """A page that is also a file: ``cite/bib/``, ``as/json/``; of a version below ``v/2/``, of a point below ``points/3/``."""

    @re_path(r"^(?:v/(?P<version>\d{1,6})/)?(?:points/(?P<point>\d{1,4})/)?(?P<family>cite|as)/(?P<name>[a-z]{1,10})/$", name="file")
    def file(self, request, family, name, version=None, point=None):
        """Give the text, a version or a point in one format."""
        from declarations.views import files  # noqa: PLC0415 -- views stand above models

        return files.file(request, self, family, name, version=version or "", point=point or "")
