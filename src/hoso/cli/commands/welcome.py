"""``hoso welcome``: what a newcomer needs on the screen after ``./dev up``."""

from __future__ import annotations

import argparse

from django.conf import settings

from hoso.parties.demonstration import ACCOUNTS, PASSWORD


def add(parser: argparse.ArgumentParser) -> None:
    """No options."""


def run(given: argparse.Namespace) -> int:
    """Print the address, the accounts, and what to click first."""
    print(f"\n  hồ sơ – bản trình diễn / demonstration:  {settings.HOSO_BASE_URL}\n")
    print(f"  Mật khẩu của mọi tài khoản / password of every account: {PASSWORD}\n")
    for account in ACCOUNTS:
        print(f"  {account.username:14}{account.label.vi:34}{account.first_click.vi}")
    print(
        "\n  Bắt đầu / start: mở trang chủ, tìm “khai sinh”, đăng nhập bằng nguoidan và nộp một hồ sơ;\n"
        "  rồi motcua tiếp nhận, thuly xử lý, lanhdao ký, vanthu phát hành.\n"
    )
    return 0
