"""``hoso welcome``: what a newcomer needs on the screen after ``./dev up``."""

from __future__ import annotations

import argparse

from django.conf import settings

from hoso.parties.demonstration import ACCOUNTS, PASSWORD


def add(parser: argparse.ArgumentParser) -> None:
    """No options."""


def run(given: argparse.Namespace) -> int:
    """Print it."""
    print(words())
    return 0


def words() -> str:
    """The address, the accounts, and what to click first."""
    accounts = "\n".join(
        f"  {account.username:14}{account.label.vi:34}{account.first_click.vi}" for account in ACCOUNTS
    )
    return (
        f"\n  hồ sơ – bản trình diễn / demonstration:  {settings.HOSO_BASE_URL}\n\n"
        f"  Mật khẩu của mọi tài khoản / password of every account: {PASSWORD}\n\n"
        f"{accounts}\n\n"
        "  Bắt đầu / start: mở trang chủ, tìm “khai sinh”, đăng nhập bằng nguoidan và nộp một hồ sơ;\n"
        "  rồi motcua tiếp nhận, thuly xử lý, lanhdao ký, vanthu phát hành.\n"
    )
