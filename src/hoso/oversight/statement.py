"""The SQL behind every figure: one row for each dossier of a span, folded from its journal alone."""

# ruff: noqa: S608 - the text is ours; every value from outside is a parameter
from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hoso.oversight import dialect
from hoso.oversight.scope import Scope, Span

ENDS = ("results.issue", "intake.refuse", "filing.withdraw", "processing.stop")
"""The lines that stop the clock for good; a dossier has at most one of them."""
REQUESTS = ("intake.request_completion", "processing.request_supplement")
_ENDS = ", ".join(f"'{verb}'" for verb in ENDS)
_REQUESTS = ", ".join(f"'{verb}'" for verb in REQUESTS)

Statement = tuple[str, list[Any]]


def dossiers_of(scope: Scope, span: Span) -> Statement:
    """``WITH … dossier AS (…)`` and its parameters; the columns that the measures read.

    A dossier belongs to a span when it was received by its moment and had not ended before its start.
    """
    start, moment = dialect.bound(span.start), dialect.bound(span.moment)
    ids = scope.agency_ids or ("",)
    places = ", ".join(["%s"] * len(ids))
    procedure = "AND b.procedure_code = %s" if scope.procedure_code else ""
    sql = f"""
WITH begun AS (
  SELECT b.dossier_id, b.agency_id, b.procedure_code, b.channel, b.at AS received_at, b.facts,
         z.at AS ended_at, z.verb AS ended_by, z.facts AS end_facts
  FROM dossiers_entry b
  LEFT JOIN dossiers_entry z ON z.dossier_id = b.dossier_id AND z.verb IN ({_ENDS}) AND z.at <= %s
  WHERE b.seq = 1 AND b.at <= %s AND b.agency_id IN ({places}) {procedure}
    AND (z.at IS NULL OR z.at >= %s)
),
folded AS ({_folded()}),
dossier AS ({_columns()})
"""
    chosen = [scope.procedure_code] if scope.procedure_code else []
    parameters = [moment, moment, *ids, *chosen, start, moment, start, moment]
    return sql, parameters


def _folded() -> str:
    """What the lines of a dossier add up to, up to the moment."""
    waited = f"""SUM(CASE WHEN e.verb = 'filing.supplement' THEN {dialect.seconds("e.at")}
                  WHEN e.verb IN ({_REQUESTS}) THEN -({dialect.seconds("e.at")}) ELSE 0 END)"""
    held = _flag("e.verb", REQUESTS, f"COALESCE({dialect.length('e.facts', 'override')}, 0) > 0")
    return f"""
  SELECT b.dossier_id, MAX(e.seq) AS last_seq,
         MIN(CASE WHEN e.verb = 'intake.accept' THEN e.at END) AS accepted_at,
         SUM(CASE WHEN e.verb IN ({_REQUESTS}) THEN 1 ELSE 0 END) AS requests,
         MAX(CASE WHEN e.verb IN ({_REQUESTS}) THEN e.at END) AS asked_at,
         MAX(CASE WHEN e.verb = 'intake.judge' THEN e.seq ELSE 0 END) AS judged_seq,
         MAX(CASE WHEN e.verb = 'filing.supplement' AND {dialect.length("e.facts", "components")} > 0
                  THEN e.seq ELSE 0 END) AS added_seq,
         MAX(CASE WHEN e.verb = 'intake.digitise' THEN e.seq ELSE 0 END) AS digitised_seq,
         {waited} AS waited,
         {held} AS asked_held,
         MAX(CASE WHEN e.verb = 'followup.report_paper_request' THEN 1 ELSE 0 END) AS told_of_paper,
         {_flag("e.verb", ("processing.give_opinion",), dialect.is_true("e.facts", "late"))} AS opinion_late,
         MAX(CASE WHEN e.verb = 'processing.ask_opinion' THEN 1 ELSE 0 END) AS opinion_asked
  FROM begun b JOIN dossiers_entry e ON e.dossier_id = b.dossier_id AND e.at <= %s
  GROUP BY b.dossier_id"""


def _flag(column: str, verbs: Sequence[str], condition: str) -> str:
    """1 if a line with one of the verbs meets the condition. The inner CASE keeps it from other lines."""
    names = ", ".join(f"'{verb}'" for verb in verbs)
    return f"MAX(CASE WHEN {column} IN ({names}) THEN CASE WHEN {condition} THEN 1 ELSE 0 END ELSE 0 END)"


def _columns() -> str:
    file = _any_item("b.facts", f"{dialect.text('c.value', 'sha256')} IS NOT NULL")
    reused = _any_item("b.facts", dialect.is_true("c.value", "reused"))
    doubtful = _any_item("j.facts", f"COALESCE({dialect.text('c.value', 'validity')}, '') <> 'valid'")
    valid_result = f"COALESCE({dialect.text('b.end_facts', 'verdict')}, '') = 'TOTAL_PASSED'"
    paused = "l.state_to IN ('awaiting_completion', 'awaiting_supplement')"
    counted_to = (
        f"CASE WHEN b.ended_at IS NOT NULL THEN b.ended_at WHEN {paused} THEN f.asked_at ELSE moment END"
    )
    return f"""
  SELECT b.dossier_id, b.agency_id, b.procedure_code, b.channel, b.received_at, period_start,
         b.ended_at, b.ended_by, f.accepted_at, f.requests, l.due_at, l.state_to AS state,
         {dialect.civil_day("l.due_at")} AS due_day,
         {dialect.civil_day("b.ended_at")} AS ended_day,
         CASE WHEN {dialect.civil_day(counted_to)} > {dialect.civil_day("l.due_at")}
              THEN 1 ELSE 0 END AS late,
         CASE WHEN {paused} THEN 1 ELSE 0 END AS paused,
         CASE WHEN {file} OR f.added_seq > 0 OR f.digitised_seq > 0 THEN 1 ELSE 0 END AS has_file,
         CASE WHEN j.seq IS NOT NULL AND f.added_seq < j.seq AND NOT {doubtful}
                   AND COALESCE({dialect.length("j.facts", "components")}, 0) > 0 THEN 1 ELSE 0 END AS all_valid,
         CASE WHEN {reused} THEN 1 ELSE 0 END AS reused,
         CASE WHEN b.ended_by = 'results.issue' AND {dialect.text("b.end_facts", "sha256")} IS NOT NULL
              THEN 1 ELSE 0 END AS result_file,
         CASE WHEN b.ended_by = 'results.issue' AND {valid_result} THEN 1 ELSE 0 END AS result_valid,
         CASE WHEN b.ended_by = 'results.issue'
              THEN {dialect.seconds("b.ended_at")} - {dialect.seconds("b.received_at")} - f.waited
              END AS spent,
         f.asked_held, f.told_of_paper,
         CASE WHEN f.opinion_late = 1 THEN 1 WHEN f.opinion_asked = 1 AND {_unanswered()} THEN 1 ELSE 0 END
           AS late_opinion
  FROM begun b
  CROSS JOIN (SELECT {_instant()} AS period_start, {_instant()} AS moment) span
  JOIN folded f ON f.dossier_id = b.dossier_id
  JOIN dossiers_entry l ON l.dossier_id = b.dossier_id AND l.seq = f.last_seq
  LEFT JOIN dossiers_entry j ON j.dossier_id = b.dossier_id AND j.seq = f.judged_seq"""


def _instant() -> str:
    return "CAST(%s AS timestamptz)" if dialect.is_postgres() else "%s"


def _any_item(document: str, condition: str) -> str:
    return f"EXISTS (SELECT 1 FROM {dialect.items(document, 'components', 'c')} WHERE {condition})"


def _unanswered() -> str:
    """An opinion asked for, its day gone by, and no answer of that agency since."""
    agency = dialect.text("q.facts", "agency")
    return f"""EXISTS (
      SELECT 1 FROM dossiers_entry q
      WHERE q.dossier_id = b.dossier_id AND q.verb = 'processing.ask_opinion' AND q.at <= moment
        AND {dialect.day_of_text(dialect.text("q.facts", "answer_by"))} < {dialect.civil_day("moment")}
        AND NOT EXISTS (
          SELECT 1 FROM dossiers_entry a
          WHERE a.dossier_id = q.dossier_id AND a.verb = 'processing.give_opinion' AND a.seq > q.seq
            AND a.at <= moment AND {dialect.text("a.facts", "agency")} = {agency}))"""
