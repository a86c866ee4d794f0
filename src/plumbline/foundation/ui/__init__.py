"""The look: templates, components, style sheet and the few scripts that every page shares. Of the domain it knows only
the words, shapes and colours of ratings, statuses and themes (`words.py`)."""
