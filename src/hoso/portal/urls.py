"""Addresses of the portal: short, Vietnamese, the same for every language."""

from __future__ import annotations

from django.urls import path

from hoso.portal import (
    accounts,
    catalogue,
    dossiers,
    holdings,
    home,
    notice,
    package,
    papers,
    revoked,
    track,
    trust,
    verify,
    voices,
)
from hoso.portal.filing import check, form, receipt, signing, slots, start

app_name = "portal"
urlpatterns = [
    path("", home.home, name="home"),
    path("vao", accounts.sign_in, name="sign_in"),
    path("ra", accounts.sign_out, name="sign_out"),
    path("thu-tuc/", catalogue.procedures, name="procedures"),
    path("thu-tuc/<str:code>", catalogue.procedure, name="procedure"),
    path("thu-tuc/<str:code>/niem-yet.pdf", notice.wall_notice, name="wall_notice"),
    path("ho-so/moi/<str:code>", start.start, name="start"),
    path("nop/<uuid:draft_id>/", form.form, name="form"),
    path("nop/<uuid:draft_id>/luu", form.autosave, name="autosave"),
    path("nop/<uuid:draft_id>/bo", start.discard, name="discard"),
    path("nop/<uuid:draft_id>/giay-to", slots.slots, name="slots"),
    path("nop/<uuid:draft_id>/giay-to/<str:component>/them", slots.attach, name="attach"),
    path("nop/<uuid:draft_id>/giay-to/<str:component>/da-co", slots.attach_held, name="attach_held"),
    path("nop/<uuid:draft_id>/giay-to/bo/<uuid:paper_id>", slots.detach, name="detach"),
    path("nop/<uuid:draft_id>/kiem-tra", check.check, name="check"),
    path("nop/<uuid:draft_id>/nop", check.submit, name="submit"),
    path("nop/<uuid:draft_id>/to-khai.pdf", signing.unsigned, name="unsigned_form"),
    path("nop/<uuid:draft_id>/to-khai-da-ky", signing.upload, name="upload_signed_form"),
    path("nop/<uuid:draft_id>/ky/chuan-bi", signing.prepare, name="sign_prepare"),
    path("nop/<uuid:draft_id>/ky/hoan-tat", signing.complete, name="sign_complete"),
    path("ho-so/", dossiers.mine, name="dossiers"),
    path("ho-so/<uuid:dossier_id>", dossiers.detail, name="dossier"),
    path("ho-so/<uuid:dossier_id>/bien-nhan", receipt.page, name="receipt"),
    path("ho-so/<uuid:dossier_id>/bien-nhan.json", receipt.file, name="receipt_file"),
    path("ho-so/<uuid:dossier_id>/bien-nhan.pdf", receipt.slip, name="receipt_slip"),
    path("ho-so/<uuid:dossier_id>/goi.zip", package.download, name="package"),
    path("ho-so/<uuid:dossier_id>/bo-sung", dossiers.supplement, name="supplement"),
    path("ho-so/<uuid:dossier_id>/rut", dossiers.withdraw, name="withdraw"),
    path("ho-so/<uuid:dossier_id>/danh-gia", voices.feedback, name="feedback"),
    path("ho-so/<uuid:dossier_id>/bi-doi-giay", voices.report_paper_request, name="report_paper_request"),
    path("kho/", holdings.own, name="holdings"),
    path("tra-cuu", track.find, name="track"),
    path("tra-cuu/<str:code>", track.show, name="tracked"),
    path("kiem-tra", verify.check_file, name="verify"),
    path("kiem-tra/<str:token>", verify.check_lookup, name="verify_lookup"),
    path("giay-bi-thu-hoi", revoked.revoked, name="revoked"),
    path("giay-to/<uuid:paper_id>", papers.download, name="paper"),
    path("giay-to/<uuid:paper_id>/trang/<int:page>.webp", papers.page, name="paper_page"),
    path("trust/crl/<slug:authority>.crl", trust.revocation_list, name="crl"),
    path("trust/tsa", trust.timestamp, name="timestamp"),
    path("trust/ocsp/<slug:authority>", trust.status, name="ocsp"),
    path("so-cai", trust.ledger, name="ledger"),
    path("so-cai/checkpoint", trust.checkpoint, name="checkpoint"),
]
