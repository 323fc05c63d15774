"""Files that prove the verifier: attacks it must refuse, and honest oddities it must accept, made on the spot."""
