"""What the law refuses to compute, said in words a clerk can use."""

from __future__ import annotations

from hoso.law.text import Text


class LawError(Exception):
    """A question the law module cannot answer as it was put; ``text`` says why and what to do."""

    code = "law"

    def __init__(self, text: Text) -> None:
        super().__init__(text.vi)
        self.text = text


class OutsideCalendar(LawError):
    """A day that the working calendar does not cover."""

    code = "outside-calendar"


class BadCalendar(LawError):
    """A calendar that contradicts itself."""

    code = "bad-calendar"


class BadTimeLimit(LawError):
    """A time limit that no clock can count: negative, absurdly long, without a usable unit."""

    code = "bad-time-limit"


class BadPause(LawError):
    """A pause that ends before it begins, or begins before the dossier was received."""

    code = "bad-pause"


class NaiveInstant(LawError):
    """An instant without a time zone: two readers could read two different times."""

    code = "naive-instant"


class NoRuleSet(LawError):
    """A day for which the shelf holds no rules."""

    code = "no-rule-set"


class BadNumber(LawError):
    """A code, number or identifier that does not have the prescribed shape."""

    code = "bad-number"


class BadFacts(LawError):
    """Facts that contradict each other, so that no verdict can be given."""

    code = "bad-facts"
