"""Room 4: decide, sign, issue, return; the paper result digitised and signed back."""
