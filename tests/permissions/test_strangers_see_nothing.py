"""A citizen cannot see or guess another's dossier, draft, paper or holding: by reads and by every page."""

from __future__ import annotations

import dataclasses
import io
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse
from tests import stage
from tests.permissions.calls import opinion_of

from hoso.base import clock
from hoso.base.errors import NotAllowed, NotFound
from hoso.dossiers import queries as dossiers
from hoso.filing import actions as filing
from hoso.filing import queries as filed
from hoso.grants import actions as grants
from hoso.holdings import queries as holdings
from hoso.parties.models import Account
from hoso.results import queries as results
from hoso.results.papers import readable

pytestmark = pytest.mark.django_db
STRANGERS = ("nongdan", "hokinhdoanh", "motcua.tinh", "thuly.ca", "lanhdao.ca", "danhmuc", "quantri")


@pytest.mark.parametrize("stranger", STRANGERS)
def test_no_read_of_the_rooms_shows_a_strangers_dossier_or_paper(stranger: str) -> None:
    dossier, by = stage.issued(), stage.who(stranger)
    papers = [filed.components_of(dossier)[0].paper.id, results.results_of(dossier)[0].paper.id]
    with pytest.raises(NotFound):
        dossiers.dossier(dossier, by=by)
    for paper in (*papers, uuid4()):
        with pytest.raises(NotFound):
            readable(paper, by=by)
    assert dossiers.open_verbs(dossier, by=by) == ()


@pytest.mark.parametrize("stranger", ["nongdan", "hokinhdoanh"])
def test_lists_show_only_what_is_ones_own(stranger: str) -> None:
    stage.issued()
    stage.draft()
    by = stage.who(stranger)
    assert dossiers.of_owner(by).rows == ()
    assert filed.drafts_of(by) == ()
    assert filed.notices_of(by) == ()
    assert holdings.own(by, on=clock.civil_day(clock.now())) == ()


def test_who_read_a_held_paper_is_told_to_its_owner_alone() -> None:
    dossier = stage.issued()
    final = results.results_of(dossier)[0].paper.id
    readable(final, by=stage.who("motcua"))
    owner = stage.who("nguoidan")
    (held,) = holdings.own(owner, on=clock.civil_day(clock.now()))
    assert [one.reader for one in holdings.readings(owner, held.id)] == ["Hoàng Thị Mẫu"]
    assert holdings.readings(stage.who("nongdan"), held.id) == ()
    with pytest.raises(NotAllowed):
        holdings.own(stage.who("quantri"), on=clock.civil_day(clock.now()))


def test_an_organisations_account_does_not_open_the_papers_of_the_person_behind_it() -> None:
    """The household's owner has an account for the firm: it shows the firm's dossiers, not the person's."""
    person = Account.objects.get(username="nguoidan").person
    account = Account.objects.get(username="hokinhdoanh")
    Account.objects.filter(pk=account.pk).update(person=person)
    dossier = stage.submitted("nguoidan")
    by = stage.who("hokinhdoanh")
    assert by.person_id == person.pk
    assert dossier not in {one.id for one in dossiers.of_owner(by).rows}


def test_the_public_look_up_tells_no_personal_data() -> None:
    dossier = stage.issued()
    row = stage.row(dossier)
    told = dossiers.tracked(row.code)
    words = " ".join(str(value) for value in dataclasses.asdict(told).values())
    for private in (row.owner_name, "Nguyễn Thị Hoa", "008192000001", str(row.owner_person_id), str(row.id)):
        assert private not in words
    for guess in ("", "H60.269-261122-9999", row.code[:-1], "%", str(row.id)):
        assert dossiers.tracked(guess) is None


def _routes(resolver: URLResolver, prefix: str = "") -> list[tuple[str, set[str]]]:
    found = []
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver):
            space = f"{prefix}{one.namespace}:" if one.namespace else prefix
            found += _routes(one, space)
        elif isinstance(one, URLPattern) and one.name:
            found.append((prefix + one.name, set(one.pattern.converters)))
    return found


IDS = {
    "dossier_id",
    "draft_id",
    "paper_id",
    "opinion_id",
    "component_id",
    "holding_id",
    "dossier",
    "paper",
    "grant_id",
}
ROUTES = sorted(
    {(name, tuple(sorted(keys))) for name, keys in _routes(get_resolver()) if keys & IDS},
)


@pytest.fixture(scope="module")
def nothing_known() -> dict[str, object]:
    return {
        **{name: uuid4() for name in IDS},
        "component": "giay-to-tuy-than",
        "page": 1,
        "seq": 1,
        "number": 1,
        "form": "receipt",
    }


def test_there_are_pages_to_try() -> None:
    assert len(ROUTES) > 30


def _known() -> dict[str, object]:
    citizen = stage.who("nguoidan")
    dossier = stage.issued()
    draft = stage.draft()
    filing.attach(draft, "giay-to-tuy-than", io.BytesIO(stage.small_pdf()), "a.pdf", by=citizen)
    (held,) = holdings.own(citizen, on=clock.civil_day(clock.now()))
    component = filed.components_of(dossier)[0]
    return {
        "dossier_id": dossier,
        "dossier": dossier,
        "draft_id": draft,
        "paper_id": component.paper.id,
        "paper": component.paper.id,
        "component_id": component.id,
        "opinion_id": opinion_of(dossier),
        "holding_id": held.id,
        "grant_id": grants.request(stage.COMMUNE, by=citizen),
    }


@pytest.mark.parametrize("stranger", ["nongdan", "motcua.tinh", "quantri", None])
def test_every_page_answers_a_stranger_as_if_the_thing_did_not_exist(
    stranger: str | None, nothing_known: dict[str, object]
) -> None:
    known = _known()
    client = Client()
    if stranger:
        client.force_login(
            Account.objects.get(username=stranger), backend="django.contrib.auth.backends.ModelBackend"
        )
    before = stage.everything()
    told: list[str] = []
    for name, keys in ROUTES:
        for method in (client.get, client.post):
            answers = []
            for ids in (known, nothing_known):
                values = {key: ids.get(key, nothing_known.get(key)) for key in keys}
                try:
                    address = reverse(name, kwargs=values)
                except NoReverseMatch:
                    pytest.fail(f"{name} needs {keys}")
                answer = method(address)
                answers.append((answer.status_code, answer.content if answer.status_code == 200 else b""))
            if answers[0] != answers[1]:
                told.append(f"{method.__name__} {name}: {[status for status, _ in answers]}")
    assert not told
    after = stage.everything()
    for table in ("Session", "AccessAttempt", "AccessLog"):
        before.pop(table, None), after.pop(table, None)
    assert after == before
