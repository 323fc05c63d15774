"""What a demonstration needs and production does not: a trust hierarchy, its services, citizens' keys."""
