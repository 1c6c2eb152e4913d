"""Heavy libraries are imported one at a time: two threads that begin with numpy at once each find half of it."""

from threading import Lock

LOADING = Lock()
