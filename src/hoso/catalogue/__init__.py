"""What: procedures, their versions, papers, forms, steps, time limits, fees and results."""
