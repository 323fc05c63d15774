"""Which command does what."""

from __future__ import annotations

from collections.abc import Callable

from devtool.environment import run


def _up(arguments: list[str]) -> int:
    """make everything needed and serve the demonstration [--fresh] [--port N]"""
    from devtool.up import up

    return up(arguments)


def _test(arguments: list[str]) -> int:
    """run the whole suite; with arguments, pass them to pytest"""
    from devtool.tests import test

    return test(arguments)


def _check(arguments: list[str]) -> int:
    """format, lint, types, import contracts, house tests [--fix]"""
    return run("tools/check.py", *arguments, kind="test")


def _bench(arguments: list[str]) -> int:
    """measure on this machine and print; nothing is asserted [intake|worklist|ledger|press|…]"""
    return run("-m", "hoso.cli", "bench", *arguments, kind="test")


def _where(arguments: list[str]) -> int:
    """where WORD: which file does that (from docs/where-is.md)"""
    return run("tools/where.py", *arguments)


def _law(arguments: list[str]) -> int:
    """law [ARTICLE]: the rules in the software, their sources, and seed articles nobody implements"""
    return run("-m", "hoso.law", *arguments)


def _hoso(arguments: list[str]) -> int:
    """hoso …: the product's own command line in the project's environment"""
    return run("-m", "hoso.cli", *arguments)


COMMANDS: dict[str, Callable[[list[str]], int]] = {
    "up": _up,
    "test": _test,
    "check": _check,
    "bench": _bench,
    "where": _where,
    "law": _law,
    "hoso": _hoso,
}


def main(arguments: list[str]) -> int:
    """Run the command named first; without one, say what there is."""
    if arguments and arguments[0] in COMMANDS:
        return COMMANDS[arguments[0]](arguments[1:])
    print("usage: ./dev COMMAND …\n")
    for name, command in COMMANDS.items():
        print(f"  {name:7}{command.__doc__}")
    return 0 if not arguments or arguments[0] in {"-h", "--help", "help"} else 2
