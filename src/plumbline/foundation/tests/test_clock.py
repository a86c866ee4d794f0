"""What time it is."""

from datetime import date

import time_machine

from plumbline.foundation.clock import now, today


@time_machine.travel("2027-06-30T23:30:00Z", tick=False)
def test_the_day_changes_at_midnight_in_london():
    assert today() == date(2027, 7, 1)
    assert now().utcoffset().total_seconds() == 0
