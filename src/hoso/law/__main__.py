"""``python -m hoso.law [ARTICLE]``: the law that this software holds, article by article."""

from __future__ import annotations

import sys

from hoso.law.shelf import printed

if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in printed(" ".join(sys.argv[1:])))
