"""Every attack of our own is refused, and every honest oddity keeps its integrity."""

from __future__ import annotations

from datetime import datetime

import pytest

from hoso.seal.demonstration.hierarchy import Hierarchy
from hoso.seal.proving.attacks import ATTACKS, Attack, sneaky_signature
from hoso.seal.proving.raw_attacks import BYTES, MADE, tampered
from hoso.seal.proving.variants import VARIANTS
from hoso.seal.proving.workshop import Workshop, document
from hoso.seal.verify import Report, verify_here


@pytest.fixture(scope="module")
def shop(hierarchy: Hierarchy, now: datetime) -> Workshop:
    return Workshop(hierarchy, now)


@pytest.fixture(scope="module")
def signed(shop: Workshop) -> bytes:
    return shop.signed(document())


def _is_refused(report: Report) -> bool:
    return (report.integrity, report.verdict) == ("FAILED", "TOTAL_FAILED")


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_a_change_in_a_proper_revision_is_refused(attack: Attack, shop: Workshop) -> None:
    report = verify_here(attack.file(shop), shop.trust, now=shop.now)
    assert _is_refused(report)
    assert report.signatures[0].modification in ("OTHER", "FORM")


@pytest.mark.parametrize("name", BYTES)
def test_a_change_of_the_bytes_is_refused(name: str, signed: bytes, shop: Workshop) -> None:
    assert _is_refused(verify_here(tampered(name, signed), shop.trust, now=shop.now))


@pytest.mark.parametrize("name", MADE)
def test_a_file_made_to_deceive_is_refused(name: str, shop: Workshop) -> None:
    assert _is_refused(verify_here(MADE[name](shop), shop.trust, now=shop.now))


@pytest.mark.parametrize("level", [1, 2, 3])
def test_a_sneaky_signature_on_a_certified_file_is_refused(level: int, shop: Workshop) -> None:
    assert _is_refused(verify_here(sneaky_signature(shop, level), shop.trust, now=shop.now))


@pytest.mark.parametrize("name", VARIANTS)
def test_an_honest_oddity_passes(name: str, shop: Workshop) -> None:
    report = verify_here(VARIANTS[name](shop), shop.trust, now=shop.now)
    assert (report.integrity, report.verdict) == ("OK", "TOTAL_PASSED"), report.checks


def test_what_a_reader_sees_is_told(shop: Workshop) -> None:
    """A later block over the signed text is found by drawing, not by structure."""
    box = (60, 660, 400, 720)
    covered = shop.signed(shop.signed(document()), "Che", box=box, shown=b"0.8 g 0 0 340 60 re f")
    report = verify_here(covered, shop.trust, now=shop.now)
    assert (report.signatures[0].looks, report.signatures[0].modification) == ("covered", "OTHER")
    assert "LOOKS_CHANGED" in {why.code for why in report.reasons}
    through = shop.signed(shop.signed(document()), "Lot", box=box, shown=b"1 0 0 RG 0 0 340 60 re S")
    assert verify_here(through, shop.trust, now=shop.now).signatures[0].looks == "same"
    aside = shop.signed(shop.signed(document()), "Ben", box=(300, 300, 500, 340))
    assert verify_here(aside, shop.trust, now=shop.now).signatures[0].looks == "same"
