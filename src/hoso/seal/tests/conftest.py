"""One demonstration hierarchy for the whole run, a page with Vietnamese text, and the people who sign it."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pytest

from hoso.seal.demonstration.certificates import KeyKind
from hoso.seal.demonstration.hierarchy import Hierarchy, create
from hoso.seal.keys import SigningKey
from hoso.seal.timestamp import LocalTimestamper
from hoso.seal.trust import TrustStore

NOW = datetime(2026, 11, 22, 3, 15, 30, tzinfo=UTC)
_FONTS = (
    Path(__file__).parents[2] / "press/fonts/LiberationSerif-Regular.ttf",
    Path("/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf"),
    Path("/usr/share/fonts/truetype/liberation/LiberationSerif-Regular.ttf"),
)


def page(text: bytes = b"BT /F1 12 Tf 72 700 Td (noi dung) Tj ET", pages: int = 1) -> bytes:
    """A small PDF with the given content stream."""
    pdf, output = pikepdf.new(), io.BytesIO()
    font = pdf.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
    )
    for _ in range(pages):
        added = pdf.add_blank_page(page_size=(595, 842))
        added.Contents = pdf.make_stream(text)
        added.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    pdf.save(output)
    return output.getvalue()


@pytest.fixture(scope="session")
def now() -> datetime:
    return NOW


@pytest.fixture(scope="session")
def font() -> Path:
    found = next((path for path in _FONTS if path.is_file()), None)
    assert found is not None, "no Liberation Serif: the shipped font is missing"
    return found


@pytest.fixture(scope="session")
def hierarchy(tmp_path_factory: pytest.TempPathFactory) -> Hierarchy:
    return create(tmp_path_factory.mktemp("trust"), NOW, "http://127.0.0.1:8000/trust")


@pytest.fixture(scope="session")
def officer(hierarchy: Hierarchy) -> SigningKey:
    return hierarchy.issue_personal(
        "Nguyễn Văn Ân", "001090000001", scope="official", now=NOW, name="officer"
    )


@pytest.fixture(scope="session")
def citizen(hierarchy: Hierarchy) -> SigningKey:
    return hierarchy.issue_personal(
        "Trần Thị Bưởi", "001190000002", scope="public", now=NOW, name="citizen", passphrase="246810"
    )


@pytest.fixture(scope="session")
def agency(hierarchy: Hierarchy) -> SigningKey:
    return hierarchy.issue_agency(
        "Ủy ban nhân dân phường Bến Nghé, Thành phố Hồ Chí Minh", "H29.12", now=NOW, name="agency"
    )


KeyOf = Callable[[KeyKind, str | None, bool], SigningKey]


@pytest.fixture(scope="session")
def key_of(hierarchy: Hierarchy) -> KeyOf:
    """An officer's key of a kind, made once, signing with a digest (None: the fitting one) and padding."""

    def key(kind: KeyKind, digest: str | None, pss: bool) -> SigningKey:
        made = hierarchy.issue_personal(
            "Lê Thị Quỳnh", "001190000009", scope="official", now=NOW, name=f"officer-{kind}", kind=kind
        )
        return replace(made, digest=digest, pss=pss)

    return key


@pytest.fixture(scope="session")
def trust(hierarchy: Hierarchy) -> TrustStore:
    return TrustStore.load(hierarchy.directory)


@pytest.fixture(scope="session")
def timestamper(hierarchy: Hierarchy) -> LocalTimestamper:
    return LocalTimestamper(hierarchy.timestamp_authority, lambda: NOW)


@pytest.fixture(scope="session")
def base() -> bytes:
    return page()
