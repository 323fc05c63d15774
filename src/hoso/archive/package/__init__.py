"""The portable package of a dossier, written and checked. Knows no framework: whoever gets one can check it alone."""
