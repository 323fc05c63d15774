"""One electronic paper: its bytes in the vault, where it comes from, what its signatures say."""
