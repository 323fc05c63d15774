"""Live counts and lists, read from every room, read by none."""
