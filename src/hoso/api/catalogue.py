"""Procedures, agencies and the national index: for everybody, no key needed."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Router

from hoso.api.shapes.catalogue import AgencyOut, IndexLineOut, ListingOut, VersionOut
from hoso.api.shapes.plain import Cursor, Limit, Paged
from hoso.base import clock
from hoso.base.errors import NotFound
from hoso.catalogue import queries
from hoso.catalogue.forms import as_json_schema
from hoso.catalogue.records import VersionRecord
from hoso.law.text import Text
from hoso.parties import queries as parties

router = Router(tags=["catalogue"], auth=None)
NO_FORM = Text("Thủ tục này không có tờ khai điện tử.", "This procedure has no e-form.")


@router.get("/procedures", response=Paged[ListingOut])
def list_procedures(
    request: HttpRequest,
    search: str = "",
    sector: str | None = None,
    level: Literal["ministry", "province", "district", "commune", "other"] | None = None,
    online: Literal["full", "partial"] | None = None,
    preparing: bool = False,  # noqa: FBT001, FBT002 - a query parameter
    after: Cursor = None,
    limit: Limit = 50,
) -> dict[str, Any]:
    """Search the published procedures by words, with or without accents; `preparing` adds unfinished ones."""
    page = queries.published(
        search[:200],
        sector=sector,
        level=level,
        online=online,
        preparing=preparing,
        after=after,
        limit=limit,
    )
    return {"items": page.items, "next": page.after}


@router.get("/procedures/{code}", response=VersionOut)
def read_procedure(request: HttpRequest, code: str, on: date | None = None) -> VersionRecord:
    """The version in force on a day (today when not given): steps, papers, limits, fees, results."""
    return queries.in_force(code, on)


@router.get("/procedures/{code}/versions", response=Paged[VersionOut])
def list_versions(request: HttpRequest, code: str) -> dict[str, Any]:
    """All published versions of a procedure, the newest first."""
    published = [one for one in queries.versions(code) if one.effective_from is not None]
    if not published:
        queries.newest(code)  # raises NotFound for an unknown code
    return {"items": published, "next": None}


@router.get("/procedures/{code}/form", response=dict[str, Any])
def read_form(request: HttpRequest, code: str, version: UUID | None = None) -> dict[str, Any]:
    """The e-form as a JSON Schema (draft 2020-12): what `answers` of a draft must satisfy to be filed."""
    found = queries.version(version) if version else queries.in_force(code)
    if found.form is None or found.code != code or found.effective_from is None:
        raise NotFound(NO_FORM)
    return as_json_schema(found.form)


@router.get("/catalogue", response=Paged[IndexLineOut])
def search_catalogue(
    request: HttpRequest, search: str = "", after: Cursor = None, limit: Limit = 50
) -> dict[str, Any]:
    """The index of the whole national catalogue."""
    page = queries.catalogue_search(search[:200], after=after, limit=limit)
    return {"items": page.items, "next": page.after}


@router.get("/agencies", response=Paged[AgencyOut])
def search_agencies(
    request: HttpRequest, search: str, on: date | None = None, limit: Limit = 20
) -> dict[str, Any]:
    """Agencies by name, those of a day (today when not given): find the `receiver` of a draft here."""
    day = on or clock.civil_day(clock.now())
    return {"items": parties.search_agencies(search[:200], on=day, most=limit), "next": None}


@router.get("/agencies/{agency_id}", response=AgencyOut)
def read_agency(request: HttpRequest, agency_id: str) -> parties.AgencyRecord:
    """One agency, living or not."""
    return parties.agency(agency_id)
