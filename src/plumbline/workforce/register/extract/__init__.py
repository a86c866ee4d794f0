"""From a file that HR made to checked rows. Pure: no Django, no database, nothing kept."""
