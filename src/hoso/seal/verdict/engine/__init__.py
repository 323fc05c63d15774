"""What is mended in, or done instead of, the signature engine: quick reading, keys, raw signatures."""
