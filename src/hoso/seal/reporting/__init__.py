"""What is told about a file beyond its JSON: the validation report of ETSI TS 119 102-2, and what it rests on."""
