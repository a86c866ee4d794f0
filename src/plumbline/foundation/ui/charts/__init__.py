"""Charts, drawn on the server: figures in, shapes with places out. Pure; `{% chart %}` turns them into SVG."""

from plumbline.foundation.ui.charts.bars import bars, grouped, stacked
from plumbline.foundation.ui.charts.lines import Line, lines
from plumbline.foundation.ui.charts.parts import Chart, Row, Series, Tick, number

__all__ = ["Chart", "Line", "Row", "Series", "Tick", "bars", "grouped", "lines", "number", "stacked"]
