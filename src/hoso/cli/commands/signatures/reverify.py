"""``hoso reverify PAPER`` or ``--dossier CODE``: stored verdicts computed again from the kept evidence alone."""

from __future__ import annotations

import argparse
import json
import sys
from uuid import UUID

from hoso.base.errors import HosoError
from hoso.dossiers.proof import find
from hoso.papers.actions import reverify
from hoso.papers.actions.reverifying import Reverification
from hoso.parties.actors import SYSTEM
from hoso.results.papers import papers_in


def add(parser: argparse.ArgumentParser) -> None:
    """A paper by its identifier, or all papers of a dossier."""
    chosen = parser.add_mutually_exclusive_group(required=True)
    chosen.add_argument("paper", nargs="?", help="identifier of a paper")
    chosen.add_argument("--dossier", metavar="CODE", help="code or receipt number of a dossier")
    parser.add_argument("--json", action="store_true")


def run(given: argparse.Namespace) -> int:
    """0 when every verdict came out as it was stored, 1 when one did not, 2 when there is no such paper."""
    try:
        papers = papers_in(find(given.dossier)) if given.dossier else [UUID(given.paper)]
        told = [reverify(paper, by=SYSTEM) for paper in papers]
    except HosoError as refusal:
        print(refusal.text.vi, file=sys.stderr)
        return 2
    except ValueError:
        print("Mã giấy tờ không hợp lệ / that is no identifier of a paper", file=sys.stderr)
        return 2
    for one in told:
        _print(one, as_json=given.json)
    return 0 if all(one.same for one in told) else 1


def _print(one: Reverification, *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(one.as_json(), ensure_ascii=False), flush=True)
        return
    outcome = "như đã kết luận / the same" if one.same else "KHÁC / DIFFERENT"
    print(f"{one.paper_id}  {one.stored or '–'} → {one.computed or '–'}  {outcome}  {one.title}")
    for line in one.differences:
        print(f"    {line.vi}")
