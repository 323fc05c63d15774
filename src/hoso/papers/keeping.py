"""Keeping a paper that the system itself made: into the vault, then its row."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from django.db import transaction

from hoso.base import clock
from hoso.base.vault import vault
from hoso.papers.evidence import keep_evidence
from hoso.papers.judging import judge_own
from hoso.papers.models import Paper, Provenance
from hoso.papers.records import Owner, PaperRecord, record_of
from hoso.parties.actors import Actor

PDF = "application/pdf"


def keep(
    data: bytes,
    *,
    kind: str,
    title: str,
    owner: Owner,
    provenance: Provenance,
    file_name: str,
    by: Actor,
    signed: bool = False,
    made_from: Sequence[str] = (),
    **facts: Any,
) -> PaperRecord:
    """Store a PDF made here. ``signed``: read its signatures back and keep the verdict with the paper.

    ``made_from``: the SHA-256 of the files it was made from. ``facts``: further columns of the paper
    (``text``, ``pages``, ``issuer``, ``number``, ``issued_on``, ``valid_until``, ``digitised_by``, …).
    """
    stored = vault().put(io.BytesIO(data))
    now = clock.now()
    judged = judge_own(data, now) if signed else None
    with transaction.atomic():
        paper = Paper.objects.create(
            kind=kind,
            title=title[:1000],
            provenance=provenance,
            sha256=stored.sha256,
            size=stored.size,
            media_type=PDF,
            file_name=file_name,
            received_sha256=made_from[0] if made_from else "",
            made_from=list(made_from),
            signature_report=judged.json if judged else {},
            judged_at=now if signed else None,
            created_at=now,
            created_by_id=by.account_id,
            **owner.as_columns,
            **facts,
        )
        if judged:
            keep_evidence(paper, paper.signature_report, judged.store)
    return record_of(paper)
