"""What each environment variable may be; a bad value stops the start with a sentence."""

import os
import re
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import dj_database_url
from django.core.exceptions import ImproperlyConfigured
from environs import Env

SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
        " PRAGMA cache_size=-20000; PRAGMA temp_store=MEMORY;"
    ),
}
LARGEST_UPLOAD = 500
DEFAULT_SECRETS = {"", "secret", "changeme", "change-me", "insecure", "django-insecure"}


def variables() -> Mapping[str, str]:
    """Return the process's environment."""
    return os.environ


def secret_key(value: str) -> str:
    """Return the key; refuse one that is missing, a placeholder or short."""
    if value.casefold() in DEFAULT_SECRETS or value.startswith("django-insecure"):
        raise ImproperlyConfigured(
            "SECRET_KEY is missing or a placeholder. Set it to at least 50 random characters;"
            " ./dev demo makes one for the demonstration."
        )
    if len(value) < 50 or len(set(value)) < 5:  # Django's own measure of a weak key
        raise ImproperlyConfigured("SECRET_KEY is too short: 50 random characters at least.")
    return value


def site_url(value: str) -> str:
    """Return the address people use, without a final slash."""
    parts = urlsplit(value)
    well_formed = parts.scheme in {"http", "https"} and parts.hostname
    if value and (not well_formed or parts.path.strip("/")):
        raise ImproperlyConfigured(
            f"SITE_URL must look like https://events.example.eu, not {value!r}."
        )
    return value.rstrip("/")


def hosts(url: str, *, demo: bool) -> list[str]:
    """Return the host names that are answered where ALLOWED_HOSTS says nothing."""
    own = [host] if (host := urlsplit(url).hostname) else []
    return sorted({*own, "localhost", "127.0.0.1"}) if demo else own


def colour(value: str) -> str:
    """Return a colour as #rrggbb, or nothing."""
    if value and not re.fullmatch(r"#[0-9a-fA-F]{6}", value):
        raise ImproperlyConfigured(f"ORGANISATION_COLOUR must look like #1c3f94, not {value!r}.")
    return value


def zone(value: str) -> str:
    """Return the name of a time zone that exists."""
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise ImproperlyConfigured(f"TIME_ZONE {value!r} is no time zone.") from error
    return value


def proxies(value: str) -> int:
    """Return how many proxies in front may be believed about X-Forwarded-For."""
    if not value.isdecimal():
        raise ImproperlyConfigured(f"TRUSTED_PROXIES is a number of proxies, not {value!r}.")
    return int(value)


def log_level(value: str) -> str:
    """Return the level in capitals."""
    level = value.upper()
    if level not in {"DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"}:
        raise ImproperlyConfigured(f"LOG_LEVEL {value!r} is none of DEBUG, INFO, WARNING, ERROR.")
    return level


def database(url: str, *, default: Path) -> dict[str, Any]:
    """Return the database: SQLite made durable, or PostgreSQL by its address."""
    try:
        config: dict[str, Any] = dict(dj_database_url.parse(url or f"sqlite:///{default}"))
    except ValueError as error:
        raise ImproperlyConfigured(f"DATABASE_URL cannot be read: {error}") from error
    engine = config["ENGINE"]
    if engine == "django.db.backends.sqlite3":
        config["OPTIONS"] = dict(SQLITE_OPTIONS)
        config["CONN_MAX_AGE"] = None
        Path(config["NAME"]).parent.mkdir(parents=True, exist_ok=True)
    elif engine == "django.db.backends.postgresql":
        config["CONN_MAX_AGE"] = 60
        config["CONN_HEALTH_CHECKS"] = True
    else:
        raise ImproperlyConfigured("DATABASE_URL names neither SQLite nor PostgreSQL.")
    return config


def storage(url: str, *, default: Path) -> dict[str, Any]:
    """Return where files are kept: a folder, named as file:///path."""
    if url and not url.startswith("file:///"):
        raise ImproperlyConfigured(f"STORAGE_URL must look like file:///srv/media, not {url!r}.")
    location = Path(urlsplit(url).path) if url else default
    return {
        "BACKEND": "documents.storage.DurableStorage",
        "OPTIONS": {"location": str(location)},
    }


def megabytes(value: str) -> int:
    """Return how many bytes a file may have, from a number of megabytes."""
    if not value.isdecimal() or not 1 <= int(value) <= LARGEST_UPLOAD:
        raise ImproperlyConfigured(
            f"UPLOAD_LIMIT_MB is a number from 1 to {LARGEST_UPLOAD}, not {value!r}."
        )
    return int(value) << 20


def scanner(url: str) -> str:
    """Return the address of the virus scanner: tcp://host:3310, unix:///path, or none."""
    if not url:
        return ""
    try:
        parts = urlsplit(url)
        sound = (parts.scheme == "tcp" and parts.hostname and parts.port != 0) or (
            parts.scheme == "unix" and not parts.netloc and len(parts.path) > 1
        )
    except ValueError:
        sound = False
    if not sound:
        raise ImproperlyConfigured(
            "CLAMD_URL must look like tcp://localhost:3310 or unix:///run/clamav/clamd.ctl,"
            f" not {url!r}."
        )
    return url


def tasks(engine: str) -> dict[str, Any]:
    """Return the engine of background tasks."""
    if engine != "db":
        raise ImproperlyConfigured(f"TASKS_ENGINE is 'db', not {engine!r}.")
    return {"BACKEND": "django_tasks_db.DatabaseBackend"}


def openid_connect(env: Env) -> dict[str, Any]:
    """Return the one OpenID Connect provider that OIDC_* describe, or none."""
    url = env.str("OIDC_SERVER_URL", "")
    if not url:
        return {}
    client, secret = env.str("OIDC_CLIENT_ID", ""), env.str("OIDC_CLIENT_SECRET", "")
    if not client or not secret:
        raise ImproperlyConfigured(
            "OIDC_SERVER_URL is set: OIDC_CLIENT_ID and OIDC_CLIENT_SECRET are needed too."
        )
    return {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [
                {
                    "provider_id": env.str("OIDC_ID", "organisation"),
                    "name": env.str("OIDC_NAME", "Your organisation"),
                    "client_id": client,
                    "secret": secret,
                    "settings": {"server_url": url},
                }
            ],
        }
    }


def form_targets(env: Env) -> list[str]:
    """Return the origins that a form may lead to besides our own: the sign-in of OIDC_*."""
    parts = urlsplit(env.str("OIDC_SERVER_URL", ""))
    return [f"{parts.scheme}://{parts.netloc}"] if parts.netloc else []


def signing_key(path: str, passphrase: str) -> str:
    """Return the path of the seal's PKCS#12 file, which can be opened; or none."""
    if not path:
        return ""
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
    from cryptography.hazmat.primitives.serialization import pkcs12

    try:
        key, certificate, _chain = pkcs12.load_key_and_certificates(
            Path(path).read_bytes(), passphrase.encode() or None
        )
    except (OSError, ValueError) as error:
        raise ImproperlyConfigured(f"SIGNING_KEY cannot be opened: {error}") from error
    if certificate is None or not isinstance(key, RSAPrivateKey | EllipticCurvePrivateKey):
        raise ImproperlyConfigured(
            "SIGNING_KEY holds no key on an elliptic curve, nor one of RSA, with its certificate."
        )
    return path


def pkcs11(env: Env) -> dict[str, str]:
    """Return where the seal's key lies in a PKCS#11 token, or nothing."""
    module = env.str("PKCS11_MODULE", "")
    if not module:
        return {}
    token, key = env.str("PKCS11_TOKEN", ""), env.str("PKCS11_KEY", "")
    if not token or not key:
        raise ImproperlyConfigured("PKCS11_MODULE is set: PKCS11_TOKEN and PKCS11_KEY are needed.")
    if env.str("SIGNING_KEY", ""):
        raise ImproperlyConfigured("Set SIGNING_KEY or PKCS11_MODULE, not both.")
    try:
        import_module("pkcs11")
    except ImportError as error:
        raise ImproperlyConfigured(
            "PKCS11_MODULE is set: install the extra pkcs11 (uv sync --extra pkcs11)."
        ) from error
    return {
        "module": module,
        "token": token,
        "key": key,
        "certificate": env.str("PKCS11_CERTIFICATE", key),
        "pin": env.str("PKCS11_PIN", ""),
    }


def authority(url: str) -> str:
    """Return the address of the time-stamp authority, or none."""
    parts = urlsplit(url)
    if url and not (parts.scheme in {"http", "https"} and parts.hostname):
        raise ImproperlyConfigured(f"TSA_URL must look like https://tsa.example.eu, not {url!r}.")
    return url


def refuse_incomplete_production(
    *, site_url: str, allowed_hosts: list[str], mail_from: str, mailers: Mapping[str, Any]
) -> None:
    """Stop the start where production lacks what it cannot do without."""
    missing = [
        name
        for name, value in {
            "SITE_URL": site_url,
            "ALLOWED_HOSTS": allowed_hosts,
            "MAIL_FROM": mail_from,
            "MAIL_URL (or an Anymail provider's variables)": mailers,
        }.items()
        if not value
    ]
    if missing:
        raise ImproperlyConfigured(
            f"Production needs {', '.join(missing)}."
            " For the demonstration set DEMO=1 (./dev demo does)."
        )
