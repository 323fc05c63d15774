"""Evidence records (RFC 4998): one time stamp for many papers, proof for each, renewed before anything ages."""
