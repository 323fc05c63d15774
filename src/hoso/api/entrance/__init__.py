"""At the entrance: who knocks, with which key, and the words in which a call is turned away."""
