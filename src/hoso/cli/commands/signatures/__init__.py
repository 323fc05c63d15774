"""Commands about signatures: verify a file, compute stored verdicts again."""
