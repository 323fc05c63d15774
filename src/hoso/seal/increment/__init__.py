"""Appending revisions to a PDF quickly: reads only the objects it must change, and only in files it fully
understands; anything else goes the careful way, through the signature engine (``careful.py``).
"""
