"""Settings. Everything that differs between two places comes from the environment; see docker-compose.yml for the list."""

import os
from pathlib import Path

from casework.config.environment import database, encryption_keys, flag, listed, redis_url, secret

BASE_DIR = Path(__file__).resolve().parent.parent.parent
VAR = Path(os.environ.get("CASEWORK_VAR") or BASE_DIR / "var")

DEBUG = flag("CASEWORK_DEBUG")
TESTING = flag("CASEWORK_TESTING")
if os.environ.get("CASEWORK_CLOCK_OFFSET") and not (DEBUG or TESTING):
    raise SystemExit("CASEWORK_CLOCK_OFFSET is refused outside tests and CASEWORK_DEBUG=1.")

SECRET_KEY = secret("CASEWORK_SECRET_KEY", VAR / "keys" / "secret")
ENCRYPTION_KEYS = encryption_keys("CASEWORK_KEYS", VAR / "keys" / "encryption")
DIGEST_KEY = secret("CASEWORK_DIGEST_KEY", VAR / "keys" / "digest")
ALLOWED_HOSTS = listed("CASEWORK_ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]")

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_rq",
    "django_htmx",
    "casework.config",
    "casework.people",
    "casework.cases",
    "casework.complaints",
    "api",
    "frontend",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request", "frontend.chrome.chrome"]},
    }
]
ROOT_URLCONF = "casework.config.urls"
WSGI_APPLICATION = "casework.config.wsgi.application"

DATABASES = {"default": database(VAR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "people.User"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]

REDIS_URL = redis_url(VAR)
RQ_QUEUES = {"default": {"URL": REDIS_URL, "DEFAULT_TIMEOUT": 600}}
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL,
        "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 1},
    }
}  # fmt: skip
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "casework.config.errors.csrf_failed"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = flag("CASEWORK_HTTPS")

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True  # served from the packages: nothing to collect, nothing to go stale
UPLOADS = VAR / "uploads"
LEDGER_FOLDER = VAR / "ledger"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000

EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR / "mail"
DEFAULT_FROM_EMAIL = os.environ.get("CASEWORK_EMAIL_FROM", "no-reply@localhost")
if os.environ.get("CASEWORK_SMTP_HOST"):
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST = os.environ["CASEWORK_SMTP_HOST"]
    EMAIL_PORT = int(os.environ.get("CASEWORK_SMTP_PORT", "25"))
SMS_GATEWAY = os.environ.get("CASEWORK_SMS_GATEWAY", "casework.cases.channels.FileSms")

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["api.authentication.TokenAuthentication", "api.authentication.SessionAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": [],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["api.parsers.JSONParser", "api.parsers.MultiPartParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "api.errors.exception_handler",
    "UNAUTHENTICATED_USER": "api.authentication.outsider",
    "URL_FORMAT_OVERRIDE": None,  # ?format=pdf is ours
    "DATETIME_FORMAT": "iso-8601",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "电信主管部门办案系统 · Casework",
    "OAS_VERSION": "3.1.0",
    "POSTPROCESSING_HOOKS": ["api.schema.postprocess"],
    "VERSION": "0.1.0",
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    # Raw JavaScript: signing in changes the CSRF token, so the page reads the cookie at each request.
    "SWAGGER_UI_SETTINGS": """{
  deepLinking: true,
  requestInterceptor: (request) => {
    const held = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
    if (held && !["GET", undefined].includes(request.method)) request.headers["X-CSRFToken"] = held[1];
    return request;
  },
}""",
    "SERVE_INCLUDE_SCHEMA": False,
}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": os.environ.get("CASEWORK_LOG_LEVEL", "WARNING")},
}
