"""What every Convene site shares. ``dev``, ``production`` and ``test`` add what differs."""

import os
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from .databases import database_from

ROOT = Path(__file__).resolve().parents[3]
SITE = ROOT / "site"
VAR = Path(os.environ.get("CONVENE_VAR", ROOT / "var")).resolve()

INSTALLED_APPS = [
    "convene_site.home",
    "convene_site.demo",
    "eventpages",
    "declarations",
    "forms_ext",
    "wagtail.contrib.redirects",
    "wagtail.contrib.routable_page",
    "wagtail.contrib.settings",
    "wagtail.contrib.simple_translation",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "wagtail_modeladmin",
    "modelcluster",
    "taggit",
    "django_filters",
    "csp",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "convene_site.middleware.ContentPolicyMiddleware",
    "convene_site.middleware.SaneRequestMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "convene_site.middleware.PathLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "convene_site.urls"
WSGI_APPLICATION = "convene_site.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = {"default": database_from(os.environ.get("DATABASE_URL"), VAR / "convene.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# A request that only reads needs no transaction; every write with meaning opens its own in an action.
ATOMIC_REQUESTS = False

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("de", _("German"))]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAIL_I18N_ENABLED = True
FORMAT_MODULE_PATH = "convene_site.formats"
LOCALE_PATHS = [SITE / "convene_site" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = os.environ.get("CONVENE_TIME_ZONE", "UTC")

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [SITE / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR / "media"

EMAIL_BACKEND = "convene_site.mailfiles.EmailBackend"
EMAIL_FILE_PATH = VAR / "mail"
# Without a limit one server that hangs would stop all mail.
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("CONVENE_FROM_EMAIL", "Convene <office@convene.example>")

# Visitors get no session and no cookie. These limits are for the editor's large pages; a form of a visitor has its own.
SESSION_SAVE_EVERY_REQUEST = False
LOGIN_REDIRECT_URL = "/"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
DATA_UPLOAD_MAX_NUMBER_FILES = 20
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
CSRF_FAILURE_VIEW = "convene_site.views.csrf_failure"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'self'"],
        "base-uri": ["'none'"],
    },
}
# Wagtail's editor carries inline scripts in its date widgets and inline panels and shows pages in frames.
ADMIN_CONTENT_SECURITY_POLICY = {
    "default-src": ["'self'"],
    "script-src": ["'self'", "'unsafe-inline'"],
    "style-src": ["'self'", "'unsafe-inline'"],
    "img-src": ["'self'", "data:", "blob:"],
    "font-src": ["'self'", "data:"],
    "connect-src": ["'self'"],
    "frame-src": ["'self'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'self'"],
    "base-uri": ["'self'"],
}

WAGTAIL_SITE_NAME = "Convene"
WAGTAILADMIN_BASE_URL = os.environ.get("CONVENE_BASE_URL", "http://localhost:8000")
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_AUTO_UPDATE_PREVIEW_INTERVAL = 500
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "webp"]
TAGGIT_CASE_INSENSITIVE = True
# A task backend without a worker would leave Wagtail's search and reference index stale.
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}

CONVENE = {
    "BASE_URL": WAGTAILADMIN_BASE_URL,
    "EVENT_INDEX_PARENTS": ["home.HomePage"],
    # Leave it out of the backups of the database: after a restore it says what has to be deleted again.
    "ERASURE_JOURNAL": VAR / "erasures.jsonl",
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"()": "convene_site.logs.WithoutPeople", "format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "filters": {"without_tokens": {"()": "convene_site.logs.WithoutTokens"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["without_tokens"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"convene": {"level": "INFO"}},
}
