"""Everything kept goes under a time stamp, once; what is damaged is named; every record stands alone."""

from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from tests import stage

from hoso.archive import queries
from hoso.archive.actions import preserve, renew
from hoso.archive.models import Place, Renewal, Stamp
from hoso.archive.objects import Kept, opened
from hoso.archive.ports import connect_stamping, stamping
from hoso.base import clock
from hoso.base.errors import Conflict, Invalid, NotAllowed, Unavailable
from hoso.base.vault import vault
from hoso.cli.main import main
from hoso.dossiers.models import TreeHead
from hoso.dossiers.notary import sequence
from hoso.jobs.preserving import Nightly
from hoso.papers.judging import trust_store
from hoso.papers.models import Paper, Provenance
from hoso.parties.actors import SYSTEM
from hoso.project import wiring
from hoso.seal.errors import TimestampUnavailable
from hoso.seal.preservation.verification import verify_record

pytestmark = pytest.mark.django_db
YEAR = timedelta(days=365)


def kept(content: bytes, *others: bytes) -> Paper:
    """A paper with its files in the vault, the first in use."""
    stored = [vault().put(io.BytesIO(one)) for one in (content, *others)]
    return Paper.objects.create(
        kind="giay-to",
        title="Giấy tờ",
        provenance=Provenance.UPLOADED,
        sha256=stored[0].sha256,
        size=len(content),
        media_type="application/pdf",
        file_name="a.pdf",
        received_sha256=stored[1].sha256 if others else "",
        made_from=[one.sha256 for one in stored[1:]],
        created_at=clock.now(),
    )


@pytest.fixture
def papers() -> list[Paper]:
    return [kept(b"mot"), kept(b"hai", b"anh chup", b"anh chup 2"), kept(b"ba")]


@pytest.fixture(autouse=True)
def _own_authority() -> object:
    yield
    connect_stamping(wiring._authority)


def proven(paper: Paper, after: timedelta = timedelta()) -> str:
    objects = dict(opened(Kept(paper=paper)))
    record = queries.evidence_record(paper.id)
    return verify_record(record, objects, trust_store(), now=clock.now() + after).verdict


def test_all_papers_go_under_one_stamp_and_each_is_proven(papers: list[Paper]) -> None:
    done = preserve(by=SYSTEM)
    assert (done.stamps, done.objects, done.damaged.count) == (1, 3, 0)
    assert Stamp.objects.count() == 1
    assert [proven(paper) for paper in papers] == ["TOTAL_PASSED"] * 3


def test_a_second_run_does_nothing_and_a_later_paper_gets_its_own(papers: list[Paper]) -> None:
    preserve(by=SYSTEM)
    assert preserve(by=SYSTEM).stamps == 0
    late = kept(b"muon")
    assert preserve(by=SYSTEM).objects == 1
    assert proven(late) == "TOTAL_PASSED"
    assert Place.objects.count() == 4


def test_only_the_papers_of_the_day_that_is_asked_for(papers: list[Paper]) -> None:
    today = clock.civil_day(clock.now())
    assert preserve(by=SYSTEM, day=today - timedelta(days=1)).objects == 0
    assert preserve(by=SYSTEM, day=today).objects == 3


def test_the_signed_head_of_the_ledger_is_protected_too() -> None:
    stage.submitted()
    sequence(clock.now())
    preserve(by=SYSTEM)
    head = TreeHead.objects.order_by("-size").first()
    record = queries.head_record(head.size)
    report = verify_record(record, {"head": head.checkpoint.encode()}, trust_store(), now=clock.now())
    assert report.verdict == "TOTAL_PASSED"


def test_a_damaged_or_missing_file_is_named_and_the_others_are_sealed(papers: list[Paper]) -> None:
    place = vault().path_or_none(papers[0].sha256)
    place.chmod(0o600)
    place.write_bytes(b"MOT")
    vault().delete(papers[1].made_from[1])
    try:
        done = preserve(by=SYSTEM)
        assert done.damaged.names == [str(papers[0].id), str(papers[1].id)]
        assert done.objects == 1
        assert preserve(by=SYSTEM).objects == 0
    finally:
        vault().put(io.BytesIO(b"mot"))
        vault().put(io.BytesIO(b"anh chup 2"))
    assert preserve(by=SYSTEM).objects == 2


class _Silent:
    def answer(self, request_der: bytes) -> bytes:
        from hoso.law.text import Text

        raise TimestampUnavailable(Text("Không trả lời.", "No answer."))


def test_a_silent_authority_leaves_nothing_behind(papers: list[Paper]) -> None:
    connect_stamping(_Silent)
    with pytest.raises(Unavailable):
        preserve(by=SYSTEM)
    assert not Stamp.objects.exists()
    connect_stamping(wiring._authority)
    assert preserve(by=SYSTEM).objects == 3


class _Overtaken:
    """Another run finishes while this one waits for its time stamp."""

    def answer(self, request_der: bytes) -> bytes:
        connect_stamping(wiring._authority)
        preserve(by=SYSTEM)
        return stamping().answer(request_der)


def test_two_runs_at_once_write_nothing_twice(papers: list[Paper]) -> None:
    connect_stamping(_Overtaken)
    with pytest.raises(Conflict):
        preserve(by=SYSTEM)
    assert (Stamp.objects.count(), Place.objects.count()) == (1, 3)


def test_a_new_stamp_renews_all_and_a_new_tree_begins_a_new_chain(papers: list[Paper]) -> None:
    preserve(by=SYSTEM)
    kept(b"bon")
    preserve(by=SYSTEM)
    assert renew(by=SYSTEM).stamps == 0  # nothing ends within a year
    done = renew(by=SYSTEM, every=True)
    assert (done.stamps, done.taken) == (2, 1)
    assert Renewal.objects.count() == 2
    assert [proven(paper) for paper in Paper.objects.all()] == ["TOTAL_PASSED"] * 4
    anew = renew(by=SYSTEM, algorithm="sha512")
    assert (anew.objects, anew.taken) == (4, 1)
    assert renew(by=SYSTEM, algorithm="sha512").objects == 0
    assert [proven(paper) for paper in Paper.objects.all()] == ["TOTAL_PASSED"] * 4
    assert renew(by=SYSTEM, every=True).stamps == 1  # the newest chains end with one stamp
    assert [proven(paper, timedelta(days=1)) for paper in Paper.objects.all()] == ["TOTAL_PASSED"] * 4


def test_what_ends_within_the_year_is_renewed_by_itself(papers: list[Paper]) -> None:
    preserve(by=SYSTEM)
    until = queries.status().ends[0].renew_by
    with clock.standing_at(clock.now() + (until - clock.civil_day(clock.now())) - timedelta(days=30)):
        assert renew(by=SYSTEM).stamps == 1


def test_a_digest_that_nobody_knows_is_refused() -> None:
    with pytest.raises(Invalid):
        renew(by=SYSTEM, algorithm="md5")


def test_the_status_says_what_is_protected_and_what_ends_when(papers: list[Paper]) -> None:
    preserve(by=SYSTEM)
    kept(b"cho")
    found = queries.status()
    assert (found.papers, found.protected, found.waiting) == (4, 3, 1)
    (end,) = found.ends
    assert {one.kind for one in end.expiries} == {"certificate", "key", "digest"}
    assert end.renew_by == min(one.until for one in end.expiries if one.kind != "digest")
    assert any(not one.confirmed for one in end.expiries)
    assert found.as_json()["ends"][0]["renew_by"] == end.renew_by.isoformat()


@pytest.mark.parametrize("username", ["nguoidan", "motcua", "lanhdao", "giamsat"])
def test_only_the_clock_and_the_administrator_seal(username: str) -> None:
    with pytest.raises(NotAllowed):
        preserve(by=stage.who(username))
    with pytest.raises(NotAllowed):
        renew(by=stage.who(username))
    assert preserve(by=stage.who("quantri")).stamps == 0


@pytest.mark.parametrize("table", [Stamp, Place])
def test_what_was_sealed_stays(table: type, papers: list[Paper]) -> None:
    preserve(by=SYSTEM)
    with pytest.raises(IntegrityError), transaction.atomic():
        table.objects.all().delete() if table is Place else table.objects.update(leaves=1)


def test_the_audit_of_the_vault_knows_the_trees(papers: list[Paper]) -> None:
    preserve(by=SYSTEM)
    assert list(queries.tree_addresses()) == sorted(Stamp.objects.values_list("tree", flat=True))
    assert vault().exists(Stamp.objects.get().tree)


def test_the_night_s_run_is_due_once_after_one_o_clock(papers: list[Paper]) -> None:
    night = clock.now().astimezone(clock.VIETNAM).replace(hour=1, minute=30) + timedelta(days=1)
    assert not Nightly().due(night.replace(hour=0))
    assert Nightly().due(night)
    with clock.standing_at(night):
        assert main(["preserve", "nightly"]) == 0
    assert not Nightly().due(night)
    assert Nightly().due(night + timedelta(days=1))


def test_on_the_command_line(papers: list[Paper], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["preserve", "run"]) == 0
    assert main(["preserve", "status"]) == 0
    assert "3 trên 3 giấy tờ" in capsys.readouterr().out
    record = tmp_path / "hai.ers"
    assert main(["preserve", "export", str(papers[1].id), "-o", str(record)]) == 0
    files = []
    for number, content in enumerate((b"hai", b"anh chup", b"anh chup 2")):
        files.append(tmp_path / f"{number}.bin")
        files[-1].write_bytes(content)
    trust = ["--trust", str(wiring.settings.HOSO_TRUST)]
    assert main(["preserve", "verify", str(record), *map(str, files), *trust]) == 0
    assert main(["preserve", "verify", str(record), *map(str, files)]) == 1  # nobody is trusted
    assert main(["preserve", "verify", str(record), *map(str, files[:2]), *trust]) == 1
    assert main(["preserve", "verify", str(tmp_path / "none.ers"), str(files[0]), *trust]) == 2
    assert main(["preserve", "export", str(Paper.objects.model().id), "-o", str(record)]) == 2
    assert "chưa có bản ghi" in capsys.readouterr().err
