"""The register: one series a book, unit and year; a line can never be changed."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from tests import stage

from hoso.base import clock
from hoso.base.errors import NotAllowed, Refused
from hoso.certification.actions import certification_of, certify, number_of
from hoso.certification.models import Certification, Register
from hoso.certification.registers import COPIES, RESULTS, next_number
from hoso.papers.digitising import digitise
from hoso.papers.records import Owner

pytestmark = pytest.mark.django_db


def original(*, shown: bool = True) -> object:
    owner = Owner(stage.who("nguoidan").person_id, None)
    if shown:
        files = [("bằng.jpg", stage.small_scan())]
        return digitise(files, kind="k", title="Bằng", owner=owner, by=stage.who("motcua"))
    from hoso.filing import queries as filed

    return filed.components_of(stage.submitted())[0].paper


def enter(paper: object, by: str = "lanhdao") -> Certification:
    return certify(
        stage.COMMUNE, paper, requested_by="Hoa", dossier_code="X", by=stage.who(by), now=clock.now()
    )


def test_numbers_run_from_one_by_agency_book_and_year() -> None:
    assert [next_number(stage.COMMUNE, COPIES, 2026) for _ in range(3)] == [1, 2, 3]
    assert next_number(stage.COMMUNE, RESULTS, 2026) == 1
    assert next_number(stage.COMMUNE, COPIES, 2027) == 1
    assert next_number("tq-police", COPIES, 2026) == 1


def test_a_rollback_gives_the_number_back() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        _fail_after_a_number()
    assert not Register.objects.exists()
    assert next_number(stage.COMMUNE, COPIES, 2026) == 1


def _fail_after_a_number() -> None:
    assert next_number(stage.COMMUNE, COPIES, 2026) == 1
    raise RuntimeError


def test_a_line_names_original_certifier_and_number_and_is_append_only() -> None:
    paper = original()
    line = enter(paper)
    assert number_of(line) == f"1/{clock.civil_day(clock.now()).year}-SCT/BS"
    assert certification_of(paper.id).id == line.id
    for change in (
        lambda: Certification.objects.update(requested_by="khác"),
        lambda: Certification.objects.all().delete(),
    ):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            change()


def test_what_was_not_shown_at_the_counter_is_not_certified_and_takes_no_number() -> None:
    with pytest.raises(Refused):
        enter(original(shown=False))
    assert not Register.objects.exists()


@pytest.mark.parametrize("username", ["motcua", "thuly", "vanthu", "thutruong", "nguoidan", "lanhdao.ca"])
def test_only_the_competent_officer_of_this_agency_certifies(username: str) -> None:
    paper = original(shown=False)
    with pytest.raises(NotAllowed):
        enter(paper, username)
