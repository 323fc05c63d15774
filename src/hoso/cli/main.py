"""``hoso COMMAND …``. Each command is a module of ``cli/commands`` with ``add(parser)`` and ``run(given)``."""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Sequence

from hoso.cli.setting_up import set_up

COMMANDS = {
    "journey": "play one dossier of each demonstration procedure through all verbs [--json]",
    "verify": "verify signed files of any kind: [--json | --xml] [--content FILE]",
    "reverify": "compute stored verdicts again, offline: PAPER or --dossier CODE [--json]",
    "verify-receipt": "check a receipt with no database and no network",
    "prove": "write the proof of when a dossier was received",
    "preserve": "evidence records: preserve run|status|renew|export|verify",
    "package": "a whole dossier as one file that anybody can check: package CODE -o FILE.zip",
    "verify-package": "check a dossier package with no database and no network [--json] [--trust DIR]",
    "scan": "pictures and PDFs into one archival PDF/A",
    "due": "compute a due date and explain it",
    "clock": "let the clock act, publish calendars: clock run|show|publish|recompute|compare",
    "catalogue": "procedures: catalogue import FILE [--dry-run] [--json] | diff CODE A B | process CODE [--json]",
    "token": "make, list or end the keys with which machines act for an account",
    "work": "run the worker: slips, notices, synchronisation, the ledger",
    "prepare": "make the database, the trust hierarchy and the demonstration ready",
    "welcome": "print the address, the accounts and what to click first",
    "signing-service": "serve the demonstration signing service of citizens",
    "csc-service": "serve the demonstration remote signing service (CSC API)",
    "signing-keys": "say who signs with what, and whether each key works [--sign]",
    "bench": "measure on this machine and print; nothing is asserted",
}
PLACES = {"verify": "signatures.verify", "reverify": "signatures.reverify"}
WITHOUT_DATABASE = {
    "verify-receipt",
    "verify-package",
    "preserve verify",
    "scan",
    "due",
    "clock",
    "bench",
    "prepare",
}  # or it sets up by itself, when it must


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; its exit code. Without a command, say what there is."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if not given or given[0] in {"-h", "--help"}:
        print("usage: hoso COMMAND …\n")
        print("\n".join(f"  {name:16}{purpose}" for name, purpose in COMMANDS.items()))
        return 0
    name = given[0]
    if name not in COMMANDS:
        print(f"hoso: không có lệnh / no such command: {name}", file=sys.stderr)
        return 2
    if name == "verify":
        from hoso.seal.isolated import warm_up

        warm_up()
    if WITHOUT_DATABASE.isdisjoint({name, " ".join(given[:2])}):
        set_up()
    place = PLACES.get(name, name.replace("-", "_"))
    command = importlib.import_module(f"hoso.cli.commands.{place}")
    parser = argparse.ArgumentParser(prog=f"hoso {name}", description=COMMANDS[name])
    command.add(parser)
    return int(command.run(parser.parse_args(given[1:])) or 0)
