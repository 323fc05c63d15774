"""The verbs: register persons and organisations, keep a profile, open accounts, appoint, end a post."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from hoso.base import clock
from hoso.base.errors import Conflict, Invalid, NotAllowed, NotFound
from hoso.base.identifiers import fold
from hoso.law.roles import Relation, Role
from hoso.law.text import Text
from hoso.parties import queries
from hoso.parties.actors import OFFICER_ROLES, Actor, require
from hoso.parties.models import Account, Organisation, Person, Post
from hoso.parties.queries import OfficerRecord, OrganisationRecord, PersonRecord
from hoso.parties.values import Form

LEAST_PASSWORD = 12


def register_person(
    *,
    by: Actor,
    full_name: str,
    personal_id: str | None = None,
    born_on: date | None = None,
    sex: str = "",
    address: str = "",
    phone: str = "",
    email: str = "",
) -> PersonRecord:
    """Write down a natural person. For the administrator, and for the counter where the person stands.

    Raises ``NotAllowed``; ``Invalid`` with the fields at fault; ``Conflict`` if the personal number is known.
    """
    _require_registrar(by)
    form = Form()
    name = form.name("full_name", full_name)
    sex = form.sex(sex)
    born_on = form.born_on(born_on, today=clock.civil_day(clock.now()))
    row = Person(
        full_name=name,
        folded_name=fold(name)[:500],
        personal_id=form.personal_id(personal_id, born_on=born_on, sex=sex),
        born_on=born_on,
        sex=sex,
        address=form.line("address", address),
        phone=form.phone(phone),
        email=form.email(email),
    )
    form.raise_if_wrong()
    _insert(row, Text("Số định danh này đã được đăng ký.", "This personal number is already registered."))
    return queries.person_record(row)


def update_profile(*, by: Actor, address: str, phone: str, email: str) -> PersonRecord:
    """Change one's own contact data; name and numbers come from the population database, not from here.

    Raises ``NotAllowed`` for anyone who is not a person of his own; ``Invalid`` with the fields at fault.
    """
    if by.person_id is None or not by.owns(by.person_id, None):
        raise NotAllowed(
            Text(
                "Chỉ chủ tài khoản cá nhân được sửa thông tin liên hệ của mình.",
                "Only the owner of a personal account may change its contact data.",
            )
        )
    form = Form()
    values = {
        "address": form.line("address", address),
        "phone": form.phone(phone),
        "email": form.email(email),
    }
    form.raise_if_wrong()
    Person.objects.filter(id=by.person_id).update(**values)
    return queries.person(by.person_id)


def register_organisation(
    *,
    by: Actor,
    name: str,
    tax_code: str | None = None,
    address: str = "",
    represented_by: UUID | None = None,
) -> OrganisationRecord:
    """Write down an organisation. For the administrator and the counter.

    Raises ``NotAllowed``; ``Invalid`` with the fields at fault; ``Conflict`` if the tax code is known;
    ``NotFound`` for an unknown representative.
    """
    _require_registrar(by)
    form = Form()
    clean = form.name("name", name)
    row = Organisation(
        name=clean,
        folded_name=fold(clean)[:500],
        tax_code=form.tax_code(tax_code),
        address=form.line("address", address),
        represented_by_id=queries.person(represented_by).id if represented_by else None,
    )
    form.raise_if_wrong()
    _insert(row, Text("Mã số thuế này đã được đăng ký.", "This tax code is already registered."))
    return queries.organisation_record(row)


def open_account(
    *,
    by: Actor,
    username: str,
    password: str,
    display_name: str,
    person_id: UUID | None = None,
    organisation_id: UUID | None = None,
) -> Actor:
    """Open an account to sign in with. An officer's account needs a post before it can do anything.

    Raises ``NotAllowed``; ``Invalid`` with the fields at fault; ``Conflict`` if the name is taken.
    """
    require(by, "parties.manage")
    form = Form()
    row = Account(
        username=form.line("username", username, needed=True, most=80).lower(),
        display_name=form.name("display_name", display_name),
        person_id=queries.person(person_id).id if person_id else None,
        organisation_id=queries.organisation(organisation_id).id if organisation_id else None,
    )
    if len(password) < LEAST_PASSWORD:
        text = Text("Mật khẩu cần ít nhất {n} ký tự.", "A password has at least {n} characters.")
        form.refuse("password", text.format(n=LEAST_PASSWORD))
    form.raise_if_wrong()
    row.set_password(password)
    _insert(row, Text("Tên đăng nhập này đã có người dùng.", "This sign-in name is taken."))
    return queries.account_actor(row.username)


def appoint(
    *,
    by: Actor,
    username: str,
    agency_id: str,
    role: Role,
    title: str = "",
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> OfficerRecord:
    """Give an account a role at an agency from a day (None: today) to a day (None: open), both included.

    Raises ``NotAllowed``; ``NotFound`` for an unknown account or agency; ``Invalid`` for a role that no
    officer holds, for days in the wrong order or outside the agency's life; ``Conflict`` if the account
    already holds the role then.
    """
    require(by, "parties.manage")
    begin = valid_from or clock.civil_day(clock.now())
    agency = queries.agency(agency_id)
    form = Form()
    title = form.line("title", title, most=200)
    if role not in OFFICER_ROLES:
        form.refuse("role", Text("Đây không phải vai trò của công chức.", "No officer holds this role."))
    if valid_to and valid_to < begin:
        form.refuse("valid_to", _WRONG_ORDER)
    if not agency.in_force(begin) or (valid_to and not agency.in_force(valid_to)):
        form.refuse("agency_id", _NOT_LIVING.format(name=agency.name))
    form.raise_if_wrong()
    with transaction.atomic():
        account = Account.objects.select_for_update().filter(username=username, is_active=True).first()
        if account is None:
            raise NotFound(Text("Không có tài khoản này.", "There is no such account."))
        _refuse_overlap(account, agency_id, role, begin, valid_to)
        post = Post.objects.create(
            account=account, agency_id=agency_id, role=role, title=title, valid_from=begin, valid_to=valid_to
        )
    return queries.officer_record(post)


def end_post(*, by: Actor, post_id: int, last_day: date) -> None:
    """End a post after ``last_day``. What its holder did stays his; the row stays.

    Raises ``NotAllowed``, ``NotFound``; ``Invalid`` if the day lies before the first; ``Conflict`` if the
    post has already ended earlier.
    """
    require(by, "parties.manage")
    with transaction.atomic():
        post = Post.objects.select_for_update().filter(pk=post_id).first()
        if post is None:
            raise NotFound(Text("Không có phân công này.", "There is no such post."))
        if post.valid_from and last_day < post.valid_from - timedelta(days=1):
            raise Invalid(_WRONG_ORDER, {"last_day": _WRONG_ORDER})
        if post.valid_to and post.valid_to < last_day:
            raise Conflict(Text("Phân công này đã kết thúc trước đó.", "This post ended before that day."))
        post.valid_to = last_day
        post.save(update_fields=["valid_to"])


def _require_registrar(by: Actor) -> None:
    """The administrator; and the counter: who may open a draft there may write down who stands there."""
    if by.has(Role.INTAKE_OFFICER) and by.agency_id and queries.agency(by.agency_id).is_one_stop:
        require(by, "filing.open_draft", {Relation.RECEIVER})
    else:
        require(by, "parties.manage")


def _refuse_overlap(account: Account, agency_id: str, role: Role, begin: date, end: date | None) -> None:
    held = Post.objects.filter(account=account, agency_id=agency_id, role=role).exclude(valid_to__lt=begin)
    if end is not None:
        held = held.exclude(valid_from__gt=end)
    if held.exists():
        raise Conflict(
            Text(
                "Người này đã giữ vai trò đó trong thời gian này.",
                "The account already holds this role then.",
            )
        )


def _insert(row: Person | Organisation | Account, known: Text) -> None:
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as taken:
        raise Conflict(known) from taken


_WRONG_ORDER = Text("Ngày kết thúc trước ngày bắt đầu.", "The last day lies before the first.")
_NOT_LIVING = Text("{name} không hoạt động trong thời gian này.", "{name} does not exist in that time.")
