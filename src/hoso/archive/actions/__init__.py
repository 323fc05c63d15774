"""The verbs of the archive."""

from hoso.archive.actions.package import package
from hoso.archive.actions.preserve import preserve
from hoso.archive.actions.renew import renew

__all__ = ["package", "preserve", "renew"]
