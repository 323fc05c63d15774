"""``python -m hoso.scan``."""

import sys

from hoso.scan.command import main

sys.exit(main())
