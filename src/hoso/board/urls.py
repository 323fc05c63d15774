"""Addresses of the board."""

from __future__ import annotations

from django.urls import path

from hoso.board import (
    behind,
    dashboard,
    doorway,
    operating,
    procedures,
    process,
    reviews,
    signatures,
    trust,
    users,
)

app_name = "board"
urlpatterns = [
    path("", doorway.front, name="front"),
    path("so-lieu", dashboard.dashboard, name="dashboard"),
    path("canh-bao", dashboard.flags, name="flags"),
    path("chu-ky-so", signatures.signatures, name="signatures"),
    path("chu-ky-so/danh-sach", signatures.behind, name="signatures_behind"),
    path("chu-ky-so.csv", signatures.export, name="signatures_export"),
    path("ho-so", behind.behind, name="behind"),
    path("ho-so.csv", behind.export, name="export"),
    path("ho-so/<uuid:dossier_id>", behind.dossier, name="dossier"),
    path("danh-muc/", procedures.procedures, name="procedures"),
    path("danh-muc/nhap-tep", procedures.import_file, name="import"),
    path("danh-muc/ra-soat", reviews.campaigns, name="campaigns"),
    path("danh-muc/ra-soat/<uuid:campaign_id>", reviews.campaign, name="campaign"),
    path("danh-muc/ra-soat/thu-tuc/<uuid:review_id>", reviews.review, name="review"),
    path("danh-muc/<str:code>/don-gian-hoa", reviews.simplify, name="simplify"),
    path("danh-muc/<str:code>", procedures.procedure, name="procedure"),
    path("danh-muc/<str:code>/<uuid:version_id>/quy-trinh", process.process, name="process"),
    path("danh-muc/<str:code>/so-sanh", procedures.compare, name="compare"),
    path("danh-muc/<str:code>/<uuid:version_id>/cong-khai", procedures.publish, name="publish"),
    path("danh-muc/<str:code>/<uuid:version_id>/bai-bo", procedures.abolish, name="abolish"),
    path("nguoi-dung/", users.users, name="users"),
    path("nguoi-dung/mo", users.open_account, name="open_account"),
    path("nguoi-dung/tai-khoan/<str:username>", users.user, name="user"),
    path("nguoi-dung/tai-khoan/<str:username>/<int:post_id>/ket-thuc", users.end_post, name="end_post"),
    path("co-quan", users.agencies, name="agencies"),
    path("kho-tin-cay/", trust.trust, name="trust"),
    path("kho-tin-cay/them", trust.propose, name="trust_propose"),
    path("kho-tin-cay/bo/<str:scope>/<str:sha256>", trust.remove, name="trust_remove"),
    path("kho-tin-cay/de-nghi/<uuid:proposal_id>", trust.proposal, name="trust_proposal"),
    path("van-hanh/", operating.operating, name="operating"),
    path("van-hanh/<uuid:message_id>/chay-lai", operating.run_again, name="run_again"),
]
