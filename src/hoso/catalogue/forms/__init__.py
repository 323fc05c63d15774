"""E-forms: what is asked, whether the answers can be used, and the answers with their labels as asked."""

from hoso.catalogue.forms.answers import answers_with_labels, prefill
from hoso.catalogue.forms.checks import clean_answers, validate_answers
from hoso.catalogue.forms.schema import as_json_schema

__all__ = [
    "answers_with_labels",
    "as_json_schema",
    "clean_answers",
    "prefill",
    "validate_answers",
]
