"""Accounts, posts and agencies, for the system administrator."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoso.base import clock
from hoso.base.errors import Conflict, Invalid, NotFound
from hoso.board.doorway import for_roles
from hoso.board.forms import AccountForm, AppointForm, EndPostForm, show_errors
from hoso.law.roles import Role
from hoso.law.text import Text
from hoso.oversight.scope import LEVELS
from hoso.parties import actions, queries
from hoso.parties.accounts import account, accounts
from hoso.parties.actors import require
from hoso.screens.language import spoken

ADMIN = for_roles(Role.SYSTEM_ADMIN)


@require_GET
@ADMIN
def users(request: HttpRequest) -> HttpResponse:
    """The accounts with their posts."""
    words = request.GET.get("tim", "")[:100]
    page = accounts(by=request.actor, words=words, after=request.GET.get("sau", "")[:80])
    return render(request, "board/users.html", {"page": page, "words": words})


@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
@ADMIN
def open_account(request: HttpRequest) -> HttpResponse:
    """A new account; it can do nothing before it is appointed."""
    form = AccountForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.open_account(by=request.actor, **form.cleaned_data)
        except Invalid as wrong:
            show_errors(form, wrong.fields, wrong.text)
        except Conflict as taken:
            form.add_error("username", spoken(taken.text))
        else:
            opened = Text("Đã mở tài khoản. Hãy phân công vai trò.", "The account is open. Appoint it now.")
            messages.success(request, spoken(opened))
            return redirect("board:user", username=made.username)
    return render(
        request, "board/open_account.html", {"form": form}, status=422 if request.method == "POST" else 200
    )


@require_http_methods(["GET", "POST"])
@ADMIN
def user(request: HttpRequest, username: str) -> HttpResponse:
    """One account: its posts, and the form that appoints it."""
    form = AppointForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _appointed(request, username, form):
        messages.success(request, spoken(Text("Đã phân công.", "Appointed.")))
        return redirect("board:user", username=username)
    return _user_page(request, username, form, status=422 if request.method == "POST" else 200)


def _appointed(request: HttpRequest, username: str, form: AppointForm) -> bool:
    facts = form.cleaned_data | {"role": Role(form.cleaned_data["role"])}
    try:
        actions.appoint(by=request.actor, username=username, **facts)
    except Invalid as wrong:
        show_errors(form, wrong.fields, wrong.text)
    except (Conflict, NotFound) as wrong:
        form.add_error("agency_id" if isinstance(wrong, NotFound) else "role", spoken(wrong.text))
    else:
        return True
    return False


@require_POST
@ADMIN
def end_post(request: HttpRequest, username: str, post_id: int) -> HttpResponse:
    """End a post after a day."""
    form = EndPostForm(request.POST, post_id=post_id)
    if form.is_valid():
        try:
            actions.end_post(by=request.actor, post_id=post_id, last_day=form.cleaned_data["last_day"])
        except Invalid as wrong:
            show_errors(form, wrong.fields, wrong.text)
        else:
            messages.success(request, spoken(Text("Đã kết thúc phân công.", "The post is ended.")))
            return redirect("board:user", username=username)
    return _user_page(request, username, AppointForm(), ending=(post_id, form), status=422)


def _user_page(
    request: HttpRequest,
    username: str,
    form: AppointForm,
    *,
    ending: tuple[int, forms.Form] | None = None,
    status: int = 200,
) -> HttpResponse:
    found, today = account(username, by=request.actor), clock.civil_day(clock.now())
    posts = [
        (post, ending[1] if ending and ending[0] == post.id else EndPostForm(today=today, post_id=post.id))
        for post in found.posts
    ]
    context = {"account_shown": found, "posts": posts, "form": form}
    return render(request, "board/user.html", context, status=status)


@require_GET
@ADMIN
def agencies(request: HttpRequest) -> HttpResponse:
    """Agencies by name, or the units under one, with the lives before and after."""
    require(request.actor, "parties.manage")
    today, words, under = (
        clock.civil_day(clock.now()),
        request.GET.get("tim", "")[:100],
        request.GET.get("cha", "")[:40],
    )
    if words:
        found = queries.search_agencies(words, most=100)
    elif under:
        found = queries.units_under(queries.agency(under).path)
    else:
        found = tuple(each for each in queries.units_under("") if each.parent_id is None)
    rows = [
        (each, LEVELS.get(each.level, Text(each.level, each.level)), _heirs(each.id, today))
        for each in found[:500]
    ]
    context = {
        "rows": rows,
        "words": words,
        "under": queries.agency(under) if under else None,
        "today": today,
    }
    return render(request, "board/agencies.html", context)


def _heirs(agency_id: str, today: object) -> tuple[queries.AgencyRecord, ...]:
    heirs = queries.successors_of(agency_id, today)  # type: ignore[arg-type]
    return tuple(each for each in heirs if each.id != agency_id)
