"""hoso: the electronic dossier, end to end."""
