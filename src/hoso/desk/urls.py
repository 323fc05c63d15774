"""Addresses of the desk, in the order of a dossier's day."""

from __future__ import annotations

from django.urls import path

from hoso.desk import (
    asking,
    certification,
    dossier,
    home,
    intake,
    orders,
    processing,
    proposing,
    results,
    search,
)
from hoso.desk.at_counter import draft, person, signatures

app_name = "desk"
_ONE = "ho-so/<uuid:dossier_id>"
urlpatterns = [
    path("", home.home, name="home"),
    path("tim", search.search, name="search"),
    path("quay-moi/", person.counter, name="counter"),
    path("quay-moi/thu-tuc", person.procedure, name="counter_procedure"),
    path("chu-ky-so/", signatures.signatures, name="signatures"),
    path("chu-ky-so/<uuid:grant_id>", signatures.signature, name="signature"),
    path("quay/<uuid:draft_id>/", draft.draft, name="counter_draft"),
    path("quay/<uuid:draft_id>/luu", draft.autosave, name="counter_autosave"),
    path("quay/<uuid:draft_id>/bo", draft.discard, name="counter_discard"),
    path("quay/<uuid:draft_id>/giay-to/<str:component>", draft.slot, name="counter_slot"),
    path("quay/xong/<uuid:dossier_id>", draft.done, name="counter_done"),
    path("tiep-nhan/", intake.queue, name="intake"),
    path(_ONE, dossier.dossier, name="dossier"),
    path(f"{_ONE}/ket-luan", intake.judge, name="judge"),
    path(f"{_ONE}/tiep-nhan", intake.accept, name="accept"),
    path(f"{_ONE}/tu-choi", intake.refuse, name="refuse"),
    path(f"{_ONE}/so-hoa/<uuid:component_id>", intake.digitise, name="digitise"),
    path(f"{_ONE}/dung-ban-da-co/<str:component>/<uuid:holding_id>", intake.use_held, name="use_held"),
    path(f"{_ONE}/hoan-thien", asking.request_completion, name="request_completion"),
    path(f"{_ONE}/bo-sung", asking.request_supplement, name="request_supplement"),
    path(f"{_ONE}/nhan-bo-sung", asking.supplement, name="supplement"),
    path(f"{_ONE}/doi-chieu", certification.compare, name="compare"),
    path("so-chung-thuc/", certification.book, name="book"),
    path("so-chung-thuc/in.pdf", certification.print_book, name="print_book"),
    path("so-chung-thuc/huy/<uuid:paper_id>", certification.void, name="void_copy"),
    path("so-chung-thuc/khoa", certification.lock_book, name="lock_book"),
    path("viec/", processing.work, name="work"),
    path(f"{_ONE}/phan-cong", processing.assign, name="assign"),
    path(f"{_ONE}/chuyen", processing.hand_over, name="hand_over"),
    path(f"{_ONE}/buoc", processing.complete_step, name="complete_step"),
    path(f"{_ONE}/xin-y-kien", processing.ask_opinion, name="ask_opinion"),
    path("y-kien/", processing.opinions, name="opinions"),
    path("y-kien/<uuid:opinion_id>", processing.give_opinion, name="give_opinion"),
    path(f"{_ONE}/hen-lai", processing.apologise, name="apologise"),
    path(f"{_ONE}/dung", processing.stop, name="stop"),
    path(f"{_ONE}/trinh", proposing.propose, name="propose"),
    path("ky/", orders.to_sign, name="to_sign"),
    path(f"{_ONE}/ky", results.decide, name="decide"),
    path(f"{_ONE}/tra-lai", results.rework, name="rework"),
    path("van-thu/", orders.to_seal, name="to_seal"),
    path("lo/<uuid:order_id>", orders.order, name="order"),
    path(f"{_ONE}/so-hoa-ket-qua", results.digitise_result, name="digitise_result"),
    path(f"{_ONE}/phat-hanh", results.issue, name="issue"),
    path(f"{_ONE}/tra-ket-qua", results.return_result, name="return_result"),
    path(f"{_ONE}/thu-hoi", results.revoke, name="revoke"),
]
