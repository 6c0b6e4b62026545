"""Settings of a child process that shares a test's uploads."""

import os
from pathlib import Path

from casework.config.settings import *  # noqa: F403

UPLOADS = Path(os.environ["IMPORT_UPLOADS"])
