"""`python -m mien_bridge` is `mien`."""

import sys

from mien_bridge.cli import main

sys.exit(main())
