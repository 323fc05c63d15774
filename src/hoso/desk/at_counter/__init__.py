"""The counter: a person comes with paper and leaves with a receipt."""
