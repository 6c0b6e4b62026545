"""Settings. Everything that differs between two places comes from the environment; see docker-compose.yml for the list."""

import os
from pathlib import Path

from casework.config.environment import database, encryption_keys, flag, folder, listed, networks, number, redis_url, secret

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
    "casework.petitions",
    "casework.reconsideration",
    "api",
    "frontend",
]
MIDDLEWARE = [
    "casework.config.origin.origin",
    "casework.config.logs.requests",
    "casework.config.headers.headers",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "casework.config.schedule.schedule",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "casework.config.intake.intake",
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

PASSWORD_LEAST = 10  # characters; casework/account.py says each of these rules in the reader's language
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": PASSWORD_LEAST}},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "name", "email", "phone")},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
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
HTTPS = flag("CASEWORK_HTTPS")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
TRUSTED_PROXIES = networks("CASEWORK_TRUSTED_PROXIES", "")
METRICS_FROM = networks("CASEWORK_METRICS_FROM", "127.0.0.0/8,::1")
METRICS_TOKEN = os.environ.get("CASEWORK_METRICS_TOKEN", "")

# Per address (an IPv4 address, the /64 of an IPv6 one), for people without an account. 0 lifts a limit. Sized for one address shared by
# a whole office or a mobile network's gateway; tests, which all come from one address, have none unless they say so.
FILINGS_PER_HOUR = number("CASEWORK_FILINGS_PER_HOUR", 0 if TESTING else 60)
FILINGS_PER_DAY = number("CASEWORK_FILINGS_PER_DAY", 0 if TESTING else 200)
DRAFTS_PER_DAY = number("CASEWORK_DRAFTS_PER_DAY", 0 if TESTING else 300)
UPLOAD_MB_PER_DAY = number("CASEWORK_UPLOAD_MB_PER_DAY", 0 if TESTING else 3000)
DISK_RESERVE_MB = number("CASEWORK_DISK_RESERVE_MB", 0 if TESTING else 1000)  # left free by drafts, so that what is filed still fits
REQUEST_MB = number("CASEWORK_REQUEST_MB", 640)  # thirty files of 20 MB and a form

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True  # served from the packages: nothing to collect, nothing to go stale
UPLOADS = VAR / "uploads"
LEDGER_FOLDER = VAR / "ledger"
SIGNING = folder("CASEWORK_SIGNING")  # CA-31.p12 and so on; without it papers bear test certificates made under VAR
SIGNING_SECRETS = folder("CASEWORK_SIGNING_SECRETS")  # passphrases, in a file named like the certificate without its ending
SIGNING_PASSPHRASE = os.environ.get("CASEWORK_SIGNING_PASSPHRASE", "")  # for those without a file
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
LOG = os.environ.get("CASEWORK_LOG") or "plain"
if LOG not in {"plain", "json"}:
    raise SystemExit(f"CASEWORK_LOG 须为 plain 或 json(现为 {LOG!r})。CASEWORK_LOG is plain or json.")
LOGGED = ("casework.request", "casework.work") if LOG == "json" else ()
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"lines": {"()": f"casework.config.logs.{LOG.title()}"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "lines"}},
    "root": {"handlers": ["console"], "level": os.environ.get("CASEWORK_LOG_LEVEL", "WARNING")},
    # Every request and job has a line for machines; a person at `make run` sees warnings and errors only. What was answered is in that line.
    "loggers": {"django.request": {"level": "ERROR"}, **{name: {"level": "INFO"} for name in LOGGED}},
}
