"""The whole dossier leaves through the door of its owner and of its officers, and of nobody else."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from django.conf import settings
from tests import stage

from hoso.archive.package.checking import check_package
from hoso.base import clock
from hoso.dossiers.notary import published_key
from hoso.portal.tests.conftest import signed_in_as
from hoso.seal.trust import TrustStore

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("username", ["nguoidan", "motcua", "thuly", "giamsat"])
def test_who_may_read_the_dossier_takes_it_away_whole(username: str, tmp_path: Path) -> None:
    dossier = stage.submitted()
    response = signed_in_as(username).get(f"/ho-so/{dossier}/goi.zip")
    assert response.status_code == 200
    assert response["Content-Disposition"].startswith('attachment; filename="ho-so-')
    path = tmp_path / "goi.zip"
    path.write_bytes(b"".join(response.streaming_content))
    assert path.stat().st_size == int(response["Content-Length"])
    trust = TrustStore.load(Path(settings.HOSO_TRUST))
    report = check_package(path, now=clock.now(), keys=[published_key()], trust=trust)
    assert report.verdict == "TOTAL_PASSED"
    assert zipfile.is_zipfile(path)


def test_the_pages_of_owner_and_officer_offer_it() -> None:
    dossier = stage.submitted()
    link = f'href="/ho-so/{dossier}/goi.zip"'
    assert link in signed_in_as("nguoidan").get(f"/ho-so/{dossier}").content.decode()
    assert link in signed_in_as("motcua").get(f"/quay/ho-so/{dossier}").content.decode()


def test_a_visitor_signs_in_first_and_a_stranger_finds_nothing() -> None:
    from django.test import Client

    dossier = stage.submitted()
    assert Client().get(f"/ho-so/{dossier}/goi.zip").status_code == 302
    assert signed_in_as("nongdan").get(f"/ho-so/{dossier}/goi.zip").status_code == 404
    assert signed_in_as("motcua.tinh").get(f"/ho-so/{dossier}/goi.zip").status_code == 404


def test_anybody_can_drop_a_package_on_the_public_page() -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.test import Client

    dossier = stage.submitted()
    data = b"".join(signed_in_as("nguoidan").get(f"/ho-so/{dossier}/goi.zip").streaming_content)

    def dropped(content: bytes) -> str:
        file = SimpleUploadedFile("goi.zip", content, "application/zip")
        return Client().post("/kiem-tra", {"file": file}).content.decode()

    assert "nguyên vẹn và xác thực" in dropped(data)
    changed = bytearray(data)
    changed[len(data) // 3] ^= 1
    assert "KHÔNG còn nguyên vẹn" in dropped(bytes(changed))
    assert "KHÔNG còn nguyên vẹn" in dropped(data[: len(data) // 2])
