"""A process that puts random files until it is killed, and tells each address once it has been promised."""

from __future__ import annotations

import io
import os
import random
import sys

from hoso.vault import LocalVault


def main() -> None:
    vault = LocalVault(sys.argv[1])
    chance = random.Random(int(sys.argv[2]))
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    while True:
        stored = vault.put(io.BytesIO(os.urandom(chance.randrange(1, 4_000_000))))
        sys.stdout.write(f"{stored.sha256} {stored.size}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
