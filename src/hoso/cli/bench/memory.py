"""The largest resident memory of the web worker and of the worker that makes slips."""

from __future__ import annotations

import io
import secrets
import subprocess
import sys

from django.test import Client

from hoso.cli.bench.intake import Desk
from hoso.cli.bench.measuring import peak_megabytes, repeated
from hoso.cli.bench.table import Row, rate, tell
from hoso.slips import making

REQUESTS, SLIPS = 200, 200
UPLOAD_MEGABYTES = 20
PAGES = ("/", "/thu-tuc/", "/thu-tuc/2.000635", "/tra-cuu", "/kiem-tra", "/ho-so/", "/kho/")


def measure() -> None:
    """Each in a process of its own, so that one's peak is not the other's."""
    for name in ("web", "slips"):
        code = f"import django; django.setup(); from hoso.cli.bench import memory; memory.{name}()"
        subprocess.run([sys.executable, "-c", code], check=True, timeout=50)


def web() -> None:
    """Pages through the whole stack, an upload of 20 MB to be verified, and a paper streamed back."""
    desk = Desk()
    tell(Row("web: ready, one dossier taken in", peak=peak_megabytes()))
    from django.contrib.auth import get_user_model

    client = Client()
    client.force_login(
        get_user_model().objects.get(username="nguoidan"), "django.contrib.auth.backends.ModelBackend"
    )
    turn = iter(range(REQUESTS))
    pages = repeated(lambda: _read(client, PAGES[next(turn) % len(PAGES)]), REQUESTS, within=15)
    tell(rate(f"web: {len(pages.seconds)} pages", pages, peak=peak_megabytes()))
    body = io.BytesIO(b"%PDF-1.7\n" + secrets.token_bytes(UPLOAD_MEGABYTES * 1_000_000))
    body.name = "lon.pdf"
    answer = client.post("/kiem-tra", {"file": body})
    tell(
        Row(
            f"web: then an upload of {UPLOAD_MEGABYTES} MB (answer {answer.status_code})",
            peak=peak_megabytes(),
        )
    )
    _read(client, f"/giay-to/{desk.paper}")
    tell(Row("web: then a paper streamed", peak=peak_megabytes()))
    tell("the test client is part of this process: it builds the upload in memory before it is received")


def slips() -> None:
    """Receipts made, signed by the officer and sealed by the agency, read back and kept."""
    desk = Desk()
    drafts = desk.drafts(SLIPS // 2, composed=True)
    dossiers = [desk.take_in(draft) for draft in drafts]
    owed = [(dossier, form, seq) for dossier in dossiers for form, seq in (("e_receipt", 1), ("receipt", 3))]
    turn = iter(owed)
    made = repeated(lambda: making.ensure(*next(turn)), len(owed), within=15)
    tell(rate(f"worker: {len(made.seconds)} slips", made, peak=peak_megabytes()))


def _read(client: Client, path: str) -> None:
    answer = client.get(path)
    for _ in answer if answer.streaming else ():
        pass
    if answer.status_code >= 400:
        raise RuntimeError(f"{path} answered {answer.status_code}")
