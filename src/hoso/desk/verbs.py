"""How every verb page works: the form with the paper beside it, the verb, and the way back to the dossier."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from hoso.base.errors import Conflict, HosoError, Invalid, NotAllowed, Refused
from hoso.desk.doorway import page
from hoso.desk.forms.base import VerbForm
from hoso.desk.workspace import Workspace
from hoso.law.lifecycle import may
from hoso.law.text import Text
from hoso.screens.language import spoken

UNPROCESSABLE = 422
NOT_HERE = Text("Bạn không thực hiện được việc này với hồ sơ này.", "You cannot do this on this dossier.")


@dataclass(frozen=True, slots=True)
class VerbPage:
    """What a verb page says. ``template`` may add to the plain one."""

    verb: str
    title: Text
    button: Text
    done: Text
    advice: Text | None = None
    template: str = "dossier/verb.html"
    upload: bool = False
    warning: bool = False


def answer(
    request: HttpRequest,
    dossier_id: UUID,
    what: VerbPage,
    make: Callable[[Workspace, Any, Any], VerbForm],
    act: Callable[[VerbForm], Any],
    more: Callable[[Workspace, VerbForm], Mapping[str, Any]] | None = None,
) -> HttpResponse:
    """GET shows the form, POST does the verb; what cannot be done comes back in place with status 422."""
    space = Workspace.of(dossier_id, request)
    form, status, refused = make(space, None, None), 200, ()
    if request.method == "POST":
        form = make(space, request.POST, request.FILES)
        outcome = attempt(form, act)
        if outcome is None:
            messages.success(request, spoken(what.done))
            return back_to(dossier_id)
        refused, status = outcome, UNPROCESSABLE
    elif what.verb not in space.verbs:
        raise why_not(space, what.verb)
    context = {"space": space, "what": what, "form": form, "refused": refused}
    return page(request, what.template, {**context, **(more(space, form) if more else {})}, status=status)


def plain(
    what: VerbPage, form: type[VerbForm], act: Callable[..., Any], *fields: str, **initial: Any
) -> Callable[[HttpRequest, UUID], HttpResponse]:
    """The page of a verb that takes the dossier and the values of ``fields``, in this order, and nothing else."""

    def view(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
        return answer(
            request,
            dossier_id,
            what,
            lambda space, data, files: form(data, files, initial=first(space, **initial)),
            lambda filled: act(
                dossier_id,
                *(filled.cleaned_data[name] for name in fields),
                by=request.actor,
                expect_seq=filled.cleaned_data["seq"],
            ),
        )

    return view


def attempt(form: VerbForm, act: Callable[[VerbForm], Any]) -> tuple[Any, ...] | None:
    """None when the verb was done; else the law's reasons (perhaps none), with the form showing the rest."""
    if not form.is_valid():
        return ()
    try:
        act(form)
    except Refused as refusal:
        return refusal.verdict.reasons
    except Invalid as refusal:
        form.show(refusal)
        return ()
    return None


def why_not(space: Workspace, verb: str) -> HosoError:
    """Why the actor cannot do the verb now, in the law's words: the wrong moment (409) or no duty (403)."""
    verdict = may(verb, space.record.state, space.by.roles, frozenset())
    if not verdict.ok and verdict.reasons[0].code == "wrong-state":
        return Conflict(verdict.first_text)
    return NotAllowed(verdict.first_text if not verdict.ok else NOT_HERE)


def first(space: Workspace, **more: Any) -> dict[str, Any]:
    """The initial values of a verb form: the journal line that the page has seen."""
    return {"seq": space.record.seq, **more}


def seq_of(request: HttpRequest) -> int | None:
    """The journal line that a plain button's page had seen."""
    sent = request.POST.get("seq", "")
    return int(sent) if sent.isdigit() else None


def at_once(
    request: HttpRequest, dossier_id: UUID, act: Callable[[int | None], Any], done: Text
) -> HttpResponse:
    """A verb without a form: done at once, or the dossier's page with what stands in the way (422)."""
    if request.method != "POST":
        return back_to(dossier_id)
    try:
        act(seq_of(request))
    except (Invalid, Refused) as refusal:
        return in_the_way(request, dossier_id, refusal)
    messages.success(request, spoken(done))
    return back_to(dossier_id)


def in_the_way(request: HttpRequest, dossier_id: UUID, refusal: HosoError) -> HttpResponse:
    """The dossier's page with the refusal above it."""
    reasons = refusal.verdict.reasons if isinstance(refusal, Refused) else ()
    from hoso.desk.dossier import show  # the page itself uses this module's buttons

    return show(request, dossier_id, refusal=refusal.text, refused=reasons, status=UNPROCESSABLE)


def back_to(dossier_id: UUID) -> HttpResponseRedirect:
    """The dossier's page."""
    return HttpResponseRedirect(reverse("desk:dossier", args=[dossier_id]))
