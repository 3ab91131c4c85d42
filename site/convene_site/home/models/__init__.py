"""The pages and the settings of the site itself."""

from .home import HomePage, HomePageMixin
from .settings import SiteSettings
from .standard import StandardPage, StandardPageMixin

__all__ = ["HomePage", "HomePageMixin", "SiteSettings", "StandardPage", "StandardPageMixin"]
