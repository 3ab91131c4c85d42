"""The WSGI entry point: ``granian --interface wsgi convene_site.wsgi:application`` with ``site/`` on the path."""

import os
import sys
from pathlib import Path

from django.core.wsgi import get_wsgi_application

SITE = Path(__file__).resolve().parents[1]
sys.path[:0] = [path for path in (str(SITE.parent), str(SITE)) if path not in sys.path]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "convene_site.settings.production")

application = get_wsgi_application()
