"""All settings, read from the environment; every one is described in docs/operate.md.

With nothing set this is production, and production refuses to start without its secrets.
``./dev`` writes ``var/env`` with ``DEMO=1`` and a random key, which makes the demonstration.
"""

from pathlib import Path

import structlog
from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _
from environs import Env

from config import environment, logs
from mail.configuration import mailers, reports

BASE_DIR = Path(__file__).resolve().parent.parent
VAR = BASE_DIR / "var"

env = Env()

# ── What kind of installation this is ────────────────────────────────────────────────────────

DEMO = env.bool("DEMO", False)
DEBUG = False
SECRET_KEY = environment.secret_key(env.str("SECRET_KEY", ""))
SITE_URL = environment.site_url(env.str("SITE_URL", "http://localhost:8000" if DEMO else ""))
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", environment.hosts(SITE_URL, demo=DEMO))
SECURE = SITE_URL.startswith("https://")
CSRF_TRUSTED_ORIGINS = [SITE_URL] if SECURE else []

ORGANISATION_NAME = env.str("ORGANISATION_NAME", "European Crime Prevention Network")
ORGANISATION_SHORT_NAME = env.str("ORGANISATION_SHORT_NAME", "EUCPN")
ORGANISATION_LOGO = env.str("ORGANISATION_LOGO", "")
ORGANISATION_COLOUR = environment.colour(env.str("ORGANISATION_COLOUR", ""))
CONTROLLER = env.str("CONTROLLER", f"{ORGANISATION_NAME}, Secretariat")
DPO_EMAIL = env.str("DPO_EMAIL", "dpo@demo.example" if DEMO else "")
AUTHORITY = env.str(
    "AUTHORITY", "Gegevensbeschermingsautoriteit / Autorité de protection des données"
)
LEGAL_BASIS = env.str("LEGAL_BASIS", "Article 6(1)(e) of Regulation (EU) 2016/679")
DEMO_PASSWORD = env.str("DEMO_PASSWORD", "")

# ── Apps and the way of one request ──────────────────────────────────────────────────────────

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_tasks_db",
    "django_htmx",
    "anymail",
    "interface",
    "journal",
    "jobs",
    "mail",
    "accounts",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "documents",
    "programme",
    "decisions",
    "events",
    "certificates",
    "courses",
    "agendas",
    "meetings",
    "suggestions",
    "trainers",
    "trainings",
    "procedures",
    "calendars",
    "desk",
    "config",
]
if DEMO:
    INSTALLED_APPS.append("demo")

MIDDLEWARE = [
    "interface.middleware.UnsupportedCharsetMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "interface.middleware.HeadersMiddleware",
    "interface.middleware.NullCharacterMiddleware",
    "interface.middleware.CompressionMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "journal.origin.OriginMiddleware",
    "accounts.middleware.StandingMiddleware",
    "accounts.middleware.LoginRequiredMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "accounts.middleware.SecondFactorMiddleware",
    "accounts.middleware.InvalidFormMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.csp",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "interface.context.page",
            ],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
        },
    }
]
FORM_RENDERER = "interface.forms.Renderer"

# ── Data ─────────────────────────────────────────────────────────────────────────────────────

DATABASES = {
    "default": environment.database(env.str("DATABASE_URL", ""), default=VAR / "db.sqlite3"),
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
APPEND_ONLY_TABLES = ["journal_entry", "events_questionset", "procedures_ballotevent"]
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    },
    "entries": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "entries",
        "TIMEOUT": None,
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    },
    "limits": {  # of pages that are only read: each process counts by itself
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "limits",
        "TIMEOUT": 60,
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    },
}
STORAGES = {
    "default": environment.storage(env.str("STORAGE_URL", ""), default=VAR / "media"),
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
UPLOAD_LIMIT = environment.megabytes(env.str("UPLOAD_LIMIT_MB", "20"))
FILE_UPLOAD_HANDLERS = [
    "documents.uploads.LimitingHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
CLAMD_URL = environment.scanner(env.str("CLAMD_URL", ""))
STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]

TASKS = {"default": environment.tasks(env.str("TASKS_ENGINE", "db"))}

# ── Language and time ────────────────────────────────────────────────────────────────────────

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
FORMAT_MODULE_PATH = ["interface.formats"]
USE_TZ = True
TIME_ZONE = environment.zone(env.str("TIME_ZONE", "Europe/Brussels"))

# ── Who may come in ──────────────────────────────────────────────────────────────────────────

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.allauth_adapters.SignInBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
SESSION_COOKIE_NAME = "session"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "interface.errors.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

TRUSTED_PROXIES = environment.proxies(env.str("TRUSTED_PROXIES", "0"))

# Functions of upper apps that know people by their address; each takes ``email`` and returns a
# name or nothing. Whom they know may sign in by code: an account without rights is made then.
ADDRESSES_KNOWN_TO = ["events.services.is_known_address", "trainers.models.name_at"]

# The function of an upper app that says, beside one's own registration, how it stands with the
# certificate: it takes a registration, ``token`` and ``at``, and returns what the page shows.
OWN_CERTIFICATE = "certificates.own.card"

# Functions of upper apps that know what is left to do about an event that is over; each takes the
# event and ``at``, and returns what there is.
AFTER_EVENTS = ["certificates.pending.of_event"]

# Functions of an upper app about who works at an event: how many deeds of theirs SEQUENCE counts,
# whether it stands in their calendar. Each takes the event and ``email``, the latter ``at`` too.
WORK_AT_EVENTS = {"deeds": "trainings.entries.deeds", "stands": "trainings.entries.has_work"}

# Functions of upper apps that know who may open where a decision or an agenda's item came about:
# each takes a standing and keys, and returns those of the keys that are open to the person.
SOURCES = {
    "agendas.item": "agendas.sources.known_items",
    "meetings.minutes": "meetings.access.open_minutes",
    "meetings.record": "meetings.access.open_records",
    "procedures.procedure": "procedures.access.open_ones",
    "suggestions.suggestion": "suggestions.access.open_ones",
}
AGENDA_OFFERS = ["procedures.services.offer_missed"]

ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}
ACCOUNT_ADAPTER = "accounts.allauth_adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 600
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if SECURE else "http"
# Generous per network, since an office or a meeting shares one; strict per address and person.
ACCOUNT_RATE_LIMITS = {
    "login": "300/m/ip",
    "login_failed": "100/m/ip,5/300s/key",
    "request_login_code": "100/m/ip,3/m/key,15/h/key",  # by address and network together
    "login_code_from_anywhere": "60/h/key",
    "reset_password": "100/m/ip,3/m/key,10/h/key",
    "reset_password_from_key": "100/m/ip",
    "reauthenticate": "10/m/user",
    "ask_again": "3/m/user,15/h/user",
}
ACCOUNT_FORMS = {
    "login": "accounts.forms.sign_in.SignInForm",
    "confirm_login_code": "accounts.forms.sign_in.SignInCodeForm",
    "reset_password": "accounts.forms.sign_in.ForgottenPasswordForm",
    "confirm_password_reset_code": "accounts.forms.sign_in.PasswordCodeForm",
    "reset_password_from_key": "accounts.forms.sign_in.ResetPasswordForm",
    "change_password": "accounts.forms.sign_in.ChangePasswordForm",
    "set_password": "accounts.forms.sign_in.SetPasswordForm",
    "reauthenticate": "accounts.forms.sign_in.PasswordAgainForm",
}
MFA_ADAPTER = "accounts.allauth_adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = False
MFA_ALLOW_UNVERIFIED_EMAIL = True  # addresses are the Secretariat's, or proved by a code
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE
MFA_TOTP_ISSUER = ORGANISATION_NAME
MFA_TOTP_TOLERANCE = 1
MFA_RATE_LIMITS = {"webauthn_login": "300/m/ip"}
MFA_FORMS = {
    "authenticate": "accounts.forms.sign_in.SecondFactorForm",
    "authenticate_webauthn": "accounts.forms.sign_in.PasskeySecondForm",
    "reauthenticate": "accounts.forms.sign_in.SecondFactorAgainForm",
    "reauthenticate_webauthn": "accounts.forms.sign_in.PasskeyAgainForm",
    "login_webauthn": "accounts.forms.sign_in.PasskeySignInForm",
    "add_webauthn": "accounts.forms.sign_in.AddPasskeyForm",
    "edit_webauthn": "accounts.forms.sign_in.NamePasskeyForm",
    "activate_totp": "accounts.forms.sign_in.AddAppForm",
}
SOCIALACCOUNT_ADAPTER = "accounts.allauth_adapters.OpenIdConnectAdapter"
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_PROVIDERS = environment.openid_connect(env)
USERSESSIONS_TRACK_ACTIVITY = False  # a page that is read writes nothing

# ── The seal on certificates ─────────────────────────────────────────────────────────────────

SIGNING_KEY_PASSPHRASE = env.str("SIGNING_KEY_PASSPHRASE", "")
SIGNING_KEY = environment.signing_key(env.str("SIGNING_KEY", ""), SIGNING_KEY_PASSPHRASE)
PKCS11 = environment.pkcs11(env)
DEMONSTRATION_KEY = VAR / "demonstration-seal.p12"
TSA_URL = environment.authority(env.str("TSA_URL", ""))

# ── Mail ─────────────────────────────────────────────────────────────────────────────────────

MAIL_FROM = env.str("MAIL_FROM", "secretariat@demo.example" if DEMO else "")
MAIL_REPLY_TO = env.str("MAIL_REPLY_TO", MAIL_FROM)
DEFAULT_FROM_EMAIL = SERVER_EMAIL = MAIL_FROM or "root@localhost"
MAILERS = mailers(environment.variables(), demo=DEMO)
ANYMAIL = reports(environment.variables())
WEBHOOK_SECRET = ANYMAIL.get("WEBHOOK_SECRET", "")

# ── What a browser is told ───────────────────────────────────────────────────────────────────

SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "form-action": [CSP.SELF, *environment.form_targets(env)],
    "frame-ancestors": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "object-src": [CSP.NONE],
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = SECURE
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE
SECURE_HSTS_PRELOAD = SECURE
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
SILENCED_SYSTEM_CHECKS: list[str] = []

# ── Logs ─────────────────────────────────────────────────────────────────────────────────────

LOG_LEVEL = environment.log_level(env.str("LOG_LEVEL", "INFO"))
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "structured": {
            "()": structlog.stdlib.ProcessorFormatter,
            "processors": [
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                structlog.processors.JSONRenderer(),
                logs.masked,
            ],
            "foreign_pre_chain": [
                structlog.stdlib.add_log_level,
                structlog.processors.TimeStamper(fmt="iso", utc=True),
                structlog.stdlib.ExtraAdder(allow=["status_code"]),
            ],
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "structured"}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    "loggers": {
        "django.server": {"level": "WARNING"},
        "django.request": {"level": "ERROR"},
        "pikepdf": {"level": "WARNING"},
    },
}
structlog.configure(
    processors=[
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
    ],
    logger_factory=structlog.stdlib.LoggerFactory(),
)

if not DEMO:
    environment.refuse_incomplete_production(
        site_url=SITE_URL, allowed_hosts=ALLOWED_HOSTS, mail_from=MAIL_FROM, mailers=MAILERS
    )
