"""What every door shares: the look, the base pages, the form fields and the small words of the screens."""
