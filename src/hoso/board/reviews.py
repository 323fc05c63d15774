"""Rounds of review for online service, and proposals to make a procedure lighter."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from hoso.base.errors import HosoError, Invalid, Refused
from hoso.board.doorway import for_roles
from hoso.board.forms import show_errors
from hoso.board.review_forms import CampaignForm, ReviewForm, SimplificationForm
from hoso.catalogue import actions, queries, reviewing
from hoso.law.eligibility import Criterion
from hoso.law.online import Obstacle, PartialGround
from hoso.law.roles import Role
from hoso.law.text import Text
from hoso.law.versions import Burden
from hoso.screens.language import spoken


@require_http_methods(["GET", "POST"])
@for_roles(Role.CATALOGUE_ADMIN)
def campaigns(request: HttpRequest) -> HttpResponse:
    """All rounds with their progress, and the form that opens one."""
    form = CampaignForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        codes = set(re.split(r"[\s,;]+", given.pop("codes"))) - {""}
        try:
            made = actions.open_campaign(given.pop("name"), codes, by=request.actor, **given)
        except Invalid as wrong:
            show_errors(form, wrong.fields, wrong.text)
        else:
            return redirect("board:campaign", campaign_id=made)
    context = {"campaigns": reviewing.campaigns(), "form": form}
    return render(request, "board/campaigns.html", context, status=_status(request))


@require_GET
@for_roles(Role.CATALOGUE_ADMIN)
def campaign(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """One round: the procedures in it and what was found of each."""
    context = {
        "campaign": reviewing.campaign(campaign_id),
        "reviews": reviewing.reviews(campaign_id),
    }
    return render(request, "board/campaign.html", context)


@require_http_methods(["GET", "POST"])
@for_roles(Role.CATALOGUE_ADMIN)
def review(request: HttpRequest, review_id: UUID) -> HttpResponse:
    """One procedure: the criteria it misses, what stands in the way, and the verdict that follows."""
    form = ReviewForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            _decide(review_id, form.cleaned_data, request)
        except Refused as refused:
            for reason in refused.verdict.reasons:
                form.add_error(None, spoken(reason.text))
        except HosoError as fault:
            form.add_error(None, spoken(fault.text))
        else:
            messages.success(request, spoken(Text("Đã kết luận.", "Decided.")))
            return redirect("board:campaign", campaign_id=reviewing.review_record(review_id).campaign_id)
    context = {"review": reviewing.review_record(review_id), "form": form}
    return render(request, "board/review.html", context, status=_status(request))


def _decide(review_id: UUID, given: dict[str, Any], request: HttpRequest) -> None:
    grounds = []
    if given["obstacle"]:
        remedy = given["remedy"].strip()
        grounds.append(
            PartialGround(
                Obstacle(given["obstacle"]),
                Text(given["explanation"], given["explanation"]),
                given["sector_law"],
                Text(remedy, remedy) if remedy else None,
                given["until"],
            )
        )
    missing = [Criterion(one) for one in given["missing"]]
    actions.decide_review(
        review_id, missing=missing, grounds=grounds, decision=given["decision"], by=request.actor
    )


@require_http_methods(["GET", "POST"])
@for_roles(Role.CATALOGUE_ADMIN)
def simplify(request: HttpRequest, code: str) -> HttpResponse:
    """Proposals for one procedure with what each would save in a year."""
    record = queries.newest(code[:40])
    form = SimplificationForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.propose_simplification(
                record.code,
                kind=given["kind"],
                what=given["what"],
                before=Burden(given["minutes_before"], given["dong_before"]),
                after=Burden(given["minutes_after"], given["dong_after"]),
                dossiers_a_year=given["dossiers_a_year"],
                by=request.actor,
            )
        except Invalid as wrong:
            show_errors(form, wrong.fields, wrong.text)
        else:
            return redirect("board:simplify", code=record.code)
    found = reviewing.simplifications(record.code)
    context = {"code": record.code, "version": record, "form": form, "proposals": found}
    return render(request, "board/simplify.html", context, status=_status(request))


def _status(request: HttpRequest) -> int:
    return 422 if request.method == "POST" else 200
