"""The commands: `python -m app serve` and `python -m app migrate`."""

import argparse
import sys
from collections.abc import Sequence

import uvicorn
from sqlalchemy.exc import DBAPIError

from app.config import BadSetting, Settings, read_settings
from app.db.migrate import UnknownRevision
from app.db.sqlite import AlreadyRunning
from app.db.start import migrate
from app.main import create_app
from app.web.log import configure_logging


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; 0 when it went well, 2 when a setting is wrong, 3 when the database must not be used."""
    parser = argparse.ArgumentParser(prog="python -m app", description="The Ilio server.")
    parser.add_argument("command", choices=sorted(COMMANDS), help="serve, or only bring the database up to date")
    command = COMMANDS[parser.parse_args(arguments).command]
    try:
        return command(read_settings())
    except BadSetting as error:
        print(f"ilio: {error}", file=sys.stderr)
        return 2
    except (AlreadyRunning, UnknownRevision) as error:
        print(f"ilio: {error}", file=sys.stderr)
    except (OSError, DBAPIError) as error:
        print(f"ilio: the database cannot be used: {getattr(error, 'orig', None) or error}", file=sys.stderr)
    return 3


def serve(settings: Settings) -> int:
    """Serve until told to stop. What is wrong with the database is said plainly, before anything else starts."""
    configure_logging(debug=settings.debug)
    migrate(settings)
    server = uvicorn.Server(uvicorn_config(settings))
    server.run()
    return 0 if server.started else 3


def migrate_only(settings: Settings) -> int:
    """Bring the database to the newest schema."""
    configure_logging(debug=settings.debug)
    migrate(settings)
    print("The database is up to date.")
    return 0


def uvicorn_config(settings: Settings) -> uvicorn.Config:
    """How uvicorn runs us: proxy headers only from trusted proxies, no access log, ten seconds to finish."""
    return uvicorn.Config(
        create_app(settings),
        host=settings.host,
        port=settings.port,
        limit_concurrency=200,
        timeout_graceful_shutdown=10,
        timeout_keep_alive=15,
        proxy_headers=True,
        forwarded_allow_ips=list(settings.trusted_proxies),
        access_log=False,
        log_config=None,
        server_header=False,
        lifespan="on",
    )


COMMANDS = {"serve": serve, "migrate": migrate_only}
