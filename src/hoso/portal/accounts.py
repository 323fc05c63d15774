"""Signing in and out."""

from __future__ import annotations

from axes.handlers.proxy import AxesProxyHandler
from axes.helpers import get_cool_off
from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from hoso.law.roles import Role
from hoso.law.text import Text
from hoso.parties.actors import Actor, actor_of
from hoso.parties.demonstration import ACCOUNTS, PASSWORD
from hoso.screens.language import said, spoken

WRONG = Text(
    "Tên đăng nhập hoặc mật khẩu chưa đúng. Hãy kiểm tra phím Caps Lock và bộ gõ tiếng Việt rồi nhập lại.",
    "The user name or the password is wrong. Check Caps Lock and your input method, then try again.",
)
LOCKED = Text(
    "Tài khoản tạm khóa vì nhập sai nhiều lần. Hãy thử lại sau {minutes} phút.",
    "Too many wrong attempts. Try again in {minutes} minutes.",
)
BOARD_ROLES = {Role.SUPERVISOR, Role.HEAD, Role.SYSTEM_ADMIN, Role.CATALOGUE_ADMIN}


class SignInForm(forms.Form):
    """User name and password."""

    username = forms.CharField(
        label=Text("Tên đăng nhập", "User name"),
        max_length=150,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    password = forms.CharField(
        label=Text("Mật khẩu", "Password"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """The sign-in page. After it everybody lands at the door where his work is."""
    onward = _onward(request)
    if request.actor and request.method == "GET":
        return redirect(onward or home_of(request.actor))
    form = SignInForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            user = authenticate(request, **form.cleaned_data)
            if user is not None:
                login(request, user)
                return redirect(onward or home_of(actor_of(user)))
            status = _refuse(request, form)
    return render(request, "portal/sign_in.html", _context(form, onward), status=status)


def _refuse(request: HttpRequest, form: SignInForm) -> int:
    """Say why: wrong, or locked for a while (HTTP 429)."""
    credentials = {"username": form.cleaned_data["username"]}
    if not AxesProxyHandler.is_allowed(request, credentials):
        minutes = int(get_cool_off().total_seconds() // 60) if get_cool_off() else 15
        form.add_error(None, said(LOCKED.format(minutes=minutes)))
        return 429
    form.add_error(None, said(WRONG))
    return 422


def _context(form: SignInForm, onward: str) -> dict[str, object]:
    shown = settings.HOSO_DEMONSTRATION
    return {
        "form": form,
        "next": onward,
        "accounts": ACCOUNTS if shown else (),
        "demonstration_password": PASSWORD if shown else "",
    }


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session; drafts and dossiers stay."""
    logout(request)
    messages.success(request, spoken(Text("Bạn đã đăng xuất.", "You are signed out.")))
    return redirect("portal:home")


def _onward(request: HttpRequest) -> str:
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if safe else ""


def home_of(actor: Actor) -> str:
    """Where this actor begins: citizens here, officers at the desk, those who watch at the board."""
    if not actor.is_officer:
        return "/ho-so/"
    wanted = "/giam-sat/" if actor.roles & BOARD_ROLES else "/quay/"
    try:
        resolve(wanted)
    except Resolver404:
        return "/"
    return wanted
