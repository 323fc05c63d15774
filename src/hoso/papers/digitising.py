"""Paper at the counter becomes one archival PDF, signed on the spot by the officer who digitised it."""

from __future__ import annotations

import io
from collections.abc import Sequence

from hoso.base.errors import Invalid
from hoso.base.vault import vault
from hoso.law.text import Text
from hoso.papers.keeping import keep
from hoso.papers.models import Provenance
from hoso.papers.ports import signing
from hoso.papers.receiving import receive
from hoso.papers.records import Owner, PaperRecord
from hoso.papers.titles import file_name_for
from hoso.papers.workers import pool
from hoso.parties.actors import Actor
from hoso.scan.archive import PageReport
from hoso.scan.archive import digitise as to_archive
from hoso.scan.errors import ScanError, SignedOriginal

NOTHING = Text("Hãy chọn ít nhất một tệp quét hoặc ảnh chụp.", "Choose at least one scan or photo.")


def digitise(
    files: Sequence[tuple[str, bytes]], *, kind: str, title: str, owner: Owner, by: Actor
) -> PaperRecord:
    """Make one PDF/A of the pages in their order and sign it as the scanning officer.

    A file that carries a signature already is an electronic original: its bytes are kept as they are and
    only its signatures are judged. Raises ``Invalid`` for files that cannot be read, ``Unavailable`` when
    the officer's token does not answer; nothing is kept then.
    """
    if not files:
        raise Invalid(NOTHING)
    names = [name for name, _ in files]
    try:
        made = to_archive([data for _, data in files], title=title, names=names, pool=pool())
    except SignedOriginal:
        return _signed_original(files, kind=kind, title=title, owner=owner, by=by)
    except ScanError as fault:
        raise Invalid(fault.text) from fault
    signed = signing().as_scanner(by, made.pdf)
    received = [vault().put(io.BytesIO(data)).sha256 for _, data in files]
    return keep(
        signed,
        kind=kind,
        title=title,
        owner=owner,
        provenance=Provenance.DIGITISED,
        file_name=file_name_for(title),
        by=by,
        text=made.text,
        pages=len(made.pages),
        signed=True,
        made_from=received,
        digitised_by=by.name,
        legibility=[_legible(n, page) for n, page in enumerate(made.pages, start=1)],
        notes=[{"vi": note.vi, "en": note.en} for note in made.notes],
    )


def _signed_original(
    files: Sequence[tuple[str, bytes]], *, kind: str, title: str, owner: Owner, by: Actor
) -> PaperRecord:
    if len(files) > 1:
        raise Invalid(
            Text(
                "Trong các tệp có một bản điện tử đã ký số. Bản đã ký phải giữ nguyên, không ghép với tệp khác: "
                "hãy nộp riêng tệp đó.",
                "One of the files is signed already. A signed file stays as it is and is not joined with "
                "others: add it by itself.",
            )
        )
    name, data = files[0]
    return receive(io.BytesIO(data), name, kind=kind, title=title, owner=owner, by=by)


def _legible(number: int, page: PageReport) -> dict[str, object]:
    warnings = [{"vi": text.vi, "en": text.en} for text in page.warnings]
    return {"page": number, "dpi": int(page.dpi), "score": int(page.score), "warnings": warnings}


def archive_again(record: PaperRecord) -> bytes:
    """The unsigned archival PDF of a digitised paper, made again from the files as they were received."""
    sources = record.made_from or (record.sha256,)
    data = []
    for sha256 in sources:
        with vault().open(sha256) as stream:
            data.append(stream.read())
    try:
        return to_archive(data, title=record.title, pool=pool()).pdf
    except ScanError as fault:
        raise Invalid(fault.text) from fault
