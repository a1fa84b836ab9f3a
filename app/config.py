"""Settings, read from the environment once and never changed afterwards."""

import ipaddress
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit


class BadSetting(ValueError):
    """A value in the environment that cannot be used; the text says which one and what would do."""


@dataclass(frozen=True)
class Settings:
    """How this server runs."""

    host: str = "127.0.0.1"
    port: int = 8000
    data_dir: Path = Path("data")
    database_url: str | None = None
    """None means SQLite in `data_dir`."""
    debug: bool = False
    public_origin: str | None = None
    """`https://ilio.example.org` when a proxy in front speaks HTTPS; None lets each request say."""
    trusted_proxies: tuple[str, ...] = ("127.0.0.1", "::1")
    """Addresses and networks whose X-Forwarded-For and X-Forwarded-Proto are believed."""
    kill_sw: bool = False
    """Serve a service worker that removes itself."""

    def __repr__(self) -> str:
        """Without the database address, which may hold a password."""
        return f"Settings(host={self.host!r}, port={self.port}, debug={self.debug})"

    @property
    def postgres_url(self) -> str | None:
        """The PostgreSQL address for the async driver, or None when the data is in SQLite."""
        url = self.database_url or ""
        scheme, _, rest = url.partition("://")
        return f"postgresql+asyncpg://{rest}" if scheme in POSTGRES_SCHEMES else None

    @property
    def sqlite_path(self) -> Path:
        """The SQLite file; meaningless when `postgres_url` is set."""
        _, _, rest = (self.database_url or "").partition(":///")
        return Path(rest) if rest else self.data_dir / "ilio.db"

    @property
    def is_public_https(self) -> bool:
        """Whether people reach this server over HTTPS whatever the last hop speaks."""
        return (self.public_origin or "").startswith("https://")


POSTGRES_SCHEMES = ("postgres", "postgresql", "postgresql+asyncpg")
SQLITE_SCHEMES = ("sqlite", "sqlite+aiosqlite", "sqlite+pysqlite")


def read_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """Settings from the environment. Raises BadSetting when a value cannot be used."""
    env = os.environ if environ is None else environ
    return Settings(
        host=env.get("HOST") or Settings.host,
        port=_port(env.get("PORT") or str(Settings.port)),
        data_dir=Path(env.get("ILIO_DATA_DIR") or Settings.data_dir),
        database_url=_database_url(env.get("DATABASE_URL") or None),
        debug=_flag(env.get("ILIO_DEBUG")),
        public_origin=_origin(env.get("PUBLIC_ORIGIN") or None),
        trusted_proxies=_proxies(env.get("TRUSTED_PROXIES") or None),
        kill_sw=_flag(env.get("ILIO_KILL_SW")),
    )


def _flag(text: str | None) -> bool:
    return (text or "").strip().lower() in {"1", "true", "yes", "on"}


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 0 <= int(text) <= 65_535:
        raise BadSetting(f"PORT must be a number from 0 to 65535, not {text!r}")
    return int(text)


def _database_url(url: str | None) -> str | None:
    if url is not None and url.partition("://")[0] not in POSTGRES_SCHEMES + SQLITE_SCHEMES:
        raise BadSetting("DATABASE_URL must begin with postgresql:// or sqlite:///")
    return url


def _proxies(text: str | None) -> tuple[str, ...]:
    if text is None:
        return Settings.trusted_proxies
    return tuple(_proxy(part.strip()) for part in text.split(","))


def _proxy(text: str) -> str:
    """One address or network as uvicorn reads it. Everybody is refused: anyone could then claim any address."""
    try:
        network = ipaddress.ip_network(text, strict=False)
    except ValueError:
        network = None
    if network is None or network.prefixlen == 0:
        raise BadSetting(
            "TRUSTED_PROXIES must list the addresses or networks of your proxies, "
            f"like 127.0.0.1,10.0.0.0/24, not {text!r}"
        )
    return str(network) if "/" in text else str(network.network_address)


def _origin(text: str | None) -> str | None:
    if text is None:
        return None
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.netloc or parts.path.strip("/"):
        raise BadSetting(f"PUBLIC_ORIGIN must look like https://ilio.example.org, not {text!r}")
    return f"{parts.scheme}://{parts.netloc}".lower()
