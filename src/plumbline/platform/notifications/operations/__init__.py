"""The verbs of messages: queue, deliver, gather into one a day, choose, read."""

from plumbline.platform.notifications.operations.choosing import choose, mark_all_read, mark_read, unsubscribe
from plumbline.platform.notifications.operations.delivering import KEEP_ITEMS, KEEP_SENT, deliver, forget_old, try_again
from plumbline.platform.notifications.operations.gathering import send_digests
from plumbline.platform.notifications.operations.queueing import DELIVER, queue

__all__ = [
    "DELIVER",
    "KEEP_ITEMS",
    "KEEP_SENT",
    "choose",
    "deliver",
    "forget_old",
    "mark_all_read",
    "mark_read",
    "queue",
    "send_digests",
    "try_again",
    "unsubscribe",
]
