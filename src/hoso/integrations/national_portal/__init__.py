"""The national portal: dossiers and their progress are told in its own words and codes."""
