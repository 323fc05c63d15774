"""What became of a file after it was signed: the signed state and the last one, compared by meaning."""
