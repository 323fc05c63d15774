"""One dossier of each demonstration procedure, through all verbs, on real files, without a browser."""
