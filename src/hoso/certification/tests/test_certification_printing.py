"""The register on paper: every line, oldest first, what is void marked; a register of another agency stays there."""

from __future__ import annotations

import io

import pikepdf
import pytest
from tests import stage

from hoso.base import clock
from hoso.base.errors import NotAllowed
from hoso.certification.printing import printed
from hoso.certification.queries import DRAWN
from hoso.certification.registers import COPIES
from hoso.certification.tests.test_certification import compared, enter, original, this_year

pytestmark = pytest.mark.django_db


def test_the_register_prints_its_lines_in_order_on_a4_across() -> None:
    for name in ("Bằng một", "Bằng hai"):
        enter(compared(original(), name=name))
    made = printed(COPIES, this_year(), by=stage.who("vanthu"), now=clock.now())
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        box = [float(edge) for edge in pdf.pages[0].mediabox]
    assert box[2] > box[3]
    assert 0 < made.text.index("Bằng một") < made.text.index("Bằng hai")
    assert f"1/{this_year()}-SCT/BS" in made.text


def test_an_empty_register_and_a_search_print_too() -> None:
    enter(compared(original()))
    records = stage.who("vanthu")
    assert (
        "Bằng tốt nghiệp" not in printed(COPIES, this_year(), text="khác", by=records, now=clock.now()).text
    )
    assert "sổ gốc" in printed(DRAWN, this_year(), by=records, now=clock.now()).text.lower()


def test_nobody_prints_who_may_not_read_it() -> None:
    with pytest.raises(NotAllowed):
        printed(COPIES, this_year(), by=stage.who("nguoidan"), now=clock.now())
