"""What Prometheus is told. One registry an application, so that importing registers nothing."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
INACTIVITY = (1, 10, 60, 300, 600, 1200, 1800, 3600, 7200)


class Metrics:
    """The series of live sessions and requests; `turns` is asked when it is scraped."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.timeouts = Counter("sessions_timeout", "Live sessions closed for inactivity", registry=self.registry)
        self.warnings = Counter("sessions_warning_sent", "Warnings of inactivity sent", registry=self.registry)
        self.active = Gauge("sessions_active_current", "Live sessions open now", registry=self.registry)
        self.inactivity = Histogram(
            "session_inactivity_duration_seconds",
            "How long a live session had been inactive when it ended",
            buckets=INACTIVITY,
            registry=self.registry,
        )
        self.requests = Histogram(
            "http_request_duration_seconds",
            "How long answers took to begin",
            ("method", "route", "status"),
            buckets=SECONDS,
            registry=self.registry,
        )
        self.turns = Gauge("turns_running_current", "Answers being written now", registry=self.registry)
