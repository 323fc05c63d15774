"""What goes in and out, as JSON. Instants are ISO 8601 with an offset, days are civil days of Viet Nam."""
