"""Room 3: assign, steps, opinions, supplement request, propose."""
