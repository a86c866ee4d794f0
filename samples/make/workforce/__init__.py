"""An invented university's staff over many years, the extracts that its HR would send, and the truth beside them.

`process` makes the people and what happens to them, with shocks and differences between units that no forecast is told
of; `extracts` says what HR knew on a day; `layouts` dresses that as HR systems do; `files` writes it; `refused` writes
files that an importer must refuse in part or whole. `python -m samples.make.workforce [FOLDER] [--technicians N]`.
"""
