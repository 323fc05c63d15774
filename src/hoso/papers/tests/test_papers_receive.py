"""receive: hostile files get a sentence and leave no row; a signed file stays byte for byte what it was."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest
from tests import stage

from hoso.base import clock
from hoso.base.errors import Invalid, TooLarge
from hoso.filing import actions as filing
from hoso.filing import queries as filed
from hoso.holdings import queries as holdings
from hoso.intake import actions as intake
from hoso.papers.models import Paper
from hoso.papers.queries import data_of, paper
from hoso.papers.receiving import receive
from hoso.papers.records import Owner
from hoso.results.papers import readable
from hoso.scan.samples.hostile import HOSTILE, Hostile

pytestmark = pytest.mark.django_db
SLOT = "giay-to-tuy-than"
ACCEPTED = {"ok"}


def one_of_each_code() -> list[Hostile]:
    """The first sample of every verdict that is a refusal."""
    chosen: dict[str, Hostile] = {}
    for sample in HOSTILE:
        chosen.setdefault(sample.code, sample)
    return [sample for code, sample in sorted(chosen.items()) if code not in ACCEPTED]


def take(data: bytes, name: str = "a.pdf", most: int | None = None) -> object:
    citizen = stage.who("nguoidan")
    owner = Owner(citizen.person_id, None)
    return receive(
        io.BytesIO(data), name, kind="identity_paper", title="Giấy tờ", owner=owner, by=citizen, most=most
    )


def test_there_is_a_sample_of_many_kinds() -> None:
    assert len(one_of_each_code()) >= 20


@pytest.mark.parametrize("sample", one_of_each_code(), ids=lambda sample: sample.code)
def test_a_hostile_file_gets_a_sentence_and_leaves_no_row(sample: Hostile) -> None:
    with pytest.raises(Invalid) as refusal:
        take(sample.make(), sample.name)
    assert len(refusal.value.text.vi) > 20
    assert len(refusal.value.text.en) > 20
    assert not Paper.objects.exists()


def test_a_file_over_the_limit_is_too_large_and_the_limit_is_said() -> None:
    with pytest.raises(TooLarge, match="1 MB"):
        take(stage.small_pdf() + b"\n" * 1024**2, most=1024**2)
    assert not Paper.objects.exists()


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("../../etc/passwd.pdf", "etc-passwd.pdf"),
        ("C:\\Users\\Hoa\\thẻ.pdf", "thẻ.pdf"),
        ("thẻ\x00\x1b căn\r\ncước.pdf", "thẻ căn cước.pdf"),
        ("\u202egpj.pdf", "gpj.pdf"),
        ("a" * 500 + ".pdf", "a" * 196 + ".pdf"),
        ("", "tệp không tên"),
        ("///", "tệp không tên"),
    ],
)
def test_whatever_a_file_is_called_its_name_is_one_line_and_no_path(given: str, shown: str) -> None:
    kept = take(stage.small_pdf(), given)
    assert "/" not in kept.file_name
    assert "\\" not in kept.file_name
    assert len(kept.file_name) <= 200
    assert kept.file_name.replace("…", "") == shown or (len(given) >= 500 and kept.file_name.endswith(".pdf"))


def test_the_bytes_come_back_as_they_came_and_the_same_bytes_are_stored_once() -> None:
    data = stage.small_pdf("hai lần")
    first, second = take(data), take(data, "khác.pdf")
    assert data_of(first) == data_of(second) == data
    assert first.sha256 == second.sha256 == first.received_sha256
    assert first.id != second.id


def signed_files() -> list[Path]:
    """Signed files from outside, where a folder of them is named; see HOSO_SIGNED_SAMPLES."""
    folder = os.environ.get("HOSO_SIGNED_SAMPLES")
    return sorted(Path(folder).glob("*.pdf"))[16:36:4] if folder else []


def own_signed() -> bytes:
    """A file signed here: a slip of ours, with two signatures."""
    from hoso.results.queries import results_of

    return data_of(results_of(stage.issued())[0].paper)


def samples() -> list[object]:
    return [
        pytest.param(None, id="signed here"),
        *(pytest.param(file, id=file.name) for file in signed_files()),
    ]


@pytest.mark.parametrize("file", samples())
def test_a_signed_file_stays_the_same_from_the_upload_to_the_holdings_and_back(file: Path | None) -> None:
    data = file.read_bytes() if file else own_signed()
    citizen, desk = stage.who("nguoidan"), stage.who("motcua")
    draft = stage.draft()
    filing.attach(draft, SLOT, io.BytesIO(data), "đã ký.pdf", by=citizen)
    dossier = filing.submit(draft, by=citizen)
    component = next(one for one in filed.components_of(dossier) if one.key == SLOT)
    assert component.paper.is_signed
    with pytest.raises(Invalid):  # it is an original: nobody makes it again
        intake.digitise(dossier, component.id, by=desk)
    intake.judge(dossier, by=desk, settlements={component.id: (True, "Đã đối chiếu")})
    intake.accept(dossier, by=desk)
    found = {one.paper_id for one in holdings.own(citizen, on=clock.civil_day(clock.now()))}
    held = next(one for one in found if paper(one).kind == "identity_paper")
    assert data_of(readable(held, by=citizen)) == data


def test_a_signed_scan_at_the_counter_is_kept_as_the_original_it_is() -> None:
    from hoso.papers.digitising import digitise

    data = own_signed()
    owner = Owner(stage.who("nguoidan").person_id, None)
    kept = digitise([("gốc.pdf", data)], kind="k", title="Bản gốc", owner=owner, by=stage.who("motcua"))
    assert data_of(kept) == data
    assert kept.is_signed
    with pytest.raises(Invalid, match="giữ nguyên"):
        digitise(
            [("gốc.pdf", data), ("trang 2.pdf", stage.small_pdf())],
            kind="k",
            title="Bản gốc",
            owner=owner,
            by=stage.who("motcua"),
        )
