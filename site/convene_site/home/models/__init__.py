"""The pages and the settings of the site itself."""

from .settings import SiteSettings

__all__ = ["SiteSettings"]
