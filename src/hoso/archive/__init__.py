"""The archive: every paper of a day under one time stamp, renewed before anything ages, and the portable package."""
