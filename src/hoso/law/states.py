"""The states of a dossier. There is no state of waiting for a paper copy, on purpose."""

from __future__ import annotations

from enum import StrEnum

from hoso.law.text import Text


class State(StrEnum):
    """Where a dossier stands. Words and numbers are those of the national portal."""

    SUBMITTED = "submitted"
    AWAITING_COMPLETION = "awaiting_completion"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    IN_PROCESS = "in_process"
    AWAITING_SUPPLEMENT = "awaiting_supplement"
    PROPOSED = "proposed"
    DECIDED = "decided"
    ISSUED = "issued"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"
    STOPPED = "stopped"

    @property
    def label(self) -> Text:
        """The words shown to everyone. Source: portal-states:codes."""
        return _WORDS[self][1]

    @property
    def national_code(self) -> int:
        """The integer 1 to 10 that the national portal exchanges.

        Source: portal-states:codes, tq-2024:sync.
        """
        return _WORDS[self][0]

    @property
    def clock_runs(self) -> bool:
        """Whether processing time is being used up.

        It runs from the e-receipt, hence already while submitted; it rests while the applicant is asked,
        and it stops for good when the result is issued. Source: hn-directive:2b, portal-states:codes.
        """
        return self in _RUNNING

    @property
    def is_end(self) -> bool:
        """Whether nothing more can happen to the dossier except feedback. Source: portal-states:codes."""
        return self in END_STATES


_WORDS = {
    State.SUBMITTED: (1, Text("Mới đăng ký", "Submitted")),
    State.AWAITING_COMPLETION: (5, Text("Yêu cầu bổ sung giấy tờ (trước tiếp nhận)", "Asked to complete")),
    State.ACCEPTED: (2, Text("Được tiếp nhận", "Accepted")),
    State.REFUSED: (3, Text("Không được tiếp nhận", "Refused")),
    State.IN_PROCESS: (4, Text("Đang xử lý", "In process")),
    State.AWAITING_SUPPLEMENT: (5, Text("Yêu cầu bổ sung giấy tờ", "Asked to supplement")),
    State.PROPOSED: (4, Text("Đang xử lý – đã trình ký", "In process, proposed for signature")),
    State.DECIDED: (4, Text("Đang xử lý – đã có quyết định", "In process, decided")),
    State.ISSUED: (9, Text("Đã xử lý xong", "Solved, result ready")),
    State.RETURNED: (10, Text("Đã trả kết quả", "Result returned")),
    State.WITHDRAWN: (7, Text("Công dân yêu cầu rút hồ sơ", "Withdrawn by the applicant")),
    State.STOPPED: (8, Text("Dừng xử lý", "Stopped")),
}

END_STATES = frozenset({State.REFUSED, State.RETURNED, State.WITHDRAWN, State.STOPPED})
LIVE_STATES = frozenset(State) - END_STATES
PAUSED_STATES = frozenset({State.AWAITING_COMPLETION, State.AWAITING_SUPPLEMENT})
OPEN_STATES = LIVE_STATES - {State.ISSUED}
"""States in which the matter is still being worked on: the one track that may exist is in one of these."""
_RUNNING = OPEN_STATES - PAUSED_STATES
