"""Lets `python -m app` run the commands."""

import sys

from app.cli import main

sys.exit(main())
