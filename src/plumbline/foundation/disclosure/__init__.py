"""Figures about people that may be shown: rounded, and suppressed until nobody can be worked out from all of them.

`rounding` holds the rules for one figure; `figures` says what a table is and what has been published; `protecting`
decides what of a new publication may be seen beside everything published before. Pure: no Django, no database.
"""
