"""A verdict is computed again from what was kept with it, when everything else is gone."""

from __future__ import annotations

import hashlib
import io
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from tests import stage

from hoso.base import clock
from hoso.base.errors import NotAllowed, NotFound
from hoso.base.vault import vault
from hoso.papers.actions import reverify
from hoso.papers.evidence import laid_out
from hoso.papers.models import EvidenceObject, Judgement, Paper
from hoso.papers.queries import addresses_on_record, data_of, paper
from hoso.papers.receiving import receive
from hoso.papers.records import Owner
from hoso.parties.actors import SYSTEM
from hoso.results.queries import results_of

pytestmark = pytest.mark.django_db


def result() -> UUID:
    return results_of(stage.issued())[0].paper.id


def nobody_else_remembers(settings: Any, folder: Path) -> None:
    """The trust directory of this installation, empty: no roots, no authorities, no lists."""
    settings.HOSO_TRUST = folder


def test_years_later_with_every_list_gone_and_every_certificate_expired_the_verdict_is_the_same(
    settings: Any, tmp_path: Path
) -> None:
    made = result()
    stored = paper(made).report
    nobody_else_remembers(settings, tmp_path)
    with clock.standing_at(clock.now() + timedelta(days=12 * 365)):
        told = reverify(made, by=SYSTEM)
    assert (told.stored, told.computed) == ("TOTAL_PASSED", "TOTAL_PASSED")
    assert told.same
    assert told.differences == ()
    assert told.trust_store_version == stored["trust_store_version"]


def test_an_uploaded_paper_too_is_judged_again_as_it_was(settings: Any, tmp_path: Path) -> None:
    data = data_of(paper(result()))
    owner = Owner(stage.who("nguoidan").person_id, None)
    kept = receive(io.BytesIO(data), "a.pdf", kind="k", title="Giấy", owner=owner, by=stage.who("nguoidan"))
    nobody_else_remembers(settings, tmp_path)
    assert reverify(kept.id, by=SYSTEM).same


def test_evidence_lies_once_in_the_vault_whatever_rests_on_it() -> None:
    first = result()
    before = set(EvidenceObject.objects.values_list("sha256", flat=True))
    second = result()
    assert set(EvidenceObject.objects.values_list("sha256", flat=True)) == before
    manifests = set(
        Judgement.objects.filter(paper__in=[first, second]).values_list("manifest_sha256", flat=True)
    )
    assert len(manifests) == 1
    assert before <= set(addresses_on_record())
    assert list(addresses_on_record()) == sorted(addresses_on_record())
    for mark in before:
        with vault().open(mark) as stream:
            assert hashlib.sha256(stream.read()).hexdigest() == mark


def test_what_is_kept_is_what_the_chain_needs() -> None:
    kept = laid_out(result())
    assert kept is not None
    assert kept.missing == ()
    assert len(kept.store.anchors) == 2
    assert {held.issuer.human_friendly for held in kept.store.crls} <= {
        held.subject.human_friendly
        for held in (*kept.store.authorities, *(a.certificate for a in kept.store.anchors))
    }


def test_a_lost_object_is_named_and_its_effect_explained(settings: Any, tmp_path: Path) -> None:
    made = result()
    stripped = Paper.objects.get(id=made)
    kept = laid_out(made)
    assert kept is not None
    lost = [one.certificate.sha256.hex() for one in kept.store.anchors]
    for mark in lost:
        next(Path(settings.HOSO_VAULT).rglob(mark)).rename(tmp_path / mark)
    try:
        told = reverify(made, by=SYSTEM)
    finally:
        for mark in lost:
            with (tmp_path / mark).open("rb") as stream:
                vault().put(stream)
    assert not told.same
    assert (told.stored, told.computed) == (stripped.signature_report["verdict"], "INDETERMINATE")
    lines = [one.vi for one in told.differences]
    assert all(any(mark in line for line in lines) for mark in lost)
    assert any(line.startswith("signatures[0].chain.trusted: trước là True, nay là False") for line in lines)


def test_a_changed_file_is_found_by_computing_again(settings: Any) -> None:
    made = result()
    row = Paper.objects.get(id=made)
    path = next(Path(settings.HOSO_VAULT).rglob(row.sha256))
    whole = path.read_bytes()
    path.chmod(0o600)
    path.write_bytes(whole.replace(b"/Type", b"/Typo", 1))
    try:
        told = reverify(made, by=SYSTEM)
    finally:
        path.write_bytes(whole)
    assert not told.same
    assert told.differences


def test_a_paper_from_before_evidence_was_kept_says_so() -> None:
    row = Paper.objects.get(id=result())
    row.pk = uuid4()
    row.save(force_insert=True)
    told = reverify(row.id, by=SYSTEM)
    assert told.same
    assert "Không có chứng cứ" in told.differences[0].vi


def test_an_unsigned_paper_has_nothing_to_compute() -> None:
    owner = Owner(stage.who("nguoidan").person_id, None)
    kept = receive(
        io.BytesIO(stage.small_pdf()), "a.pdf", kind="k", title="Giấy", owner=owner, by=stage.who("nguoidan")
    )
    assert reverify(kept.id, by=SYSTEM).differences[0].en == "No verdict was made on this paper."
    assert not Judgement.objects.filter(paper_id=kept.id).exists()


def test_who_may_compute_again() -> None:
    made = result()
    for username in ("nguoidan", "motcua", "lanhdao", "danhmuc"):
        with pytest.raises(NotAllowed):
            reverify(made, by=stage.who(username))
    for username in ("giamsat", "quantri"):
        assert reverify(made, by=stage.who(username)).same
    with pytest.raises(NotFound):
        reverify(uuid4(), by=SYSTEM)


def test_the_command_line_computes_a_paper_and_a_whole_dossier(capsys: pytest.CaptureFixture[str]) -> None:
    import json

    from hoso.cli.main import main

    dossier = stage.issued()
    made = results_of(dossier)[0].paper.id
    assert main(["reverify", str(made)]) == 0
    assert "như đã kết luận" in capsys.readouterr().out
    assert main(["reverify", "--dossier", stage.row(dossier).code, "--json"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert str(made) in {line["paper"] for line in lines}
    assert all(line["same"] for line in lines)
    assert main(["reverify", str(uuid4())]) == 2
    assert main(["reverify", "junk"]) == 2
    assert main(["reverify", "--dossier", "junk"]) == 2
