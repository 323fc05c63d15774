"""The spine: one row, one state, one clock, one journal for each dossier. Nobody else writes them."""
