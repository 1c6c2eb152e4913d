"""Every knob, once, frozen. A value that is unknown or contradicts another refuses to start, in one sentence."""

from pathlib import Path
from typing import Literal, Self
from urllib.parse import quote, urlsplit

from pydantic import Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
SMTPS = 465
PROVIDERS = ("openai", "anthropic", "google", "offline")


class SettingsError(Exception):
    """The settings cannot be used; the message says why in one sentence."""


class Settings(BaseSettings):
    """What an operator can choose, by environment variable or in `.env`. The names here are the variables', in lower case."""

    model_config = SettingsConfigDict(env_file=".env", frozen=True, extra="forbid", env_ignore_empty=True)

    emergence_home: Path = Field(Path("data"), description="Folder that holds the embedded family's state.")
    host: str = Field("127.0.0.1", description="Address to listen on.")
    port: int = Field(8000, ge=1, le=65535, description="Port to listen on.")
    public_base_url: str = Field("", description="How people reach the product; links are built from it. Default: http://localhost:PORT.")
    trusted_proxy_hops: int = Field(0, ge=0, le=5, description="How many proxies in front append to X-Forwarded-For.")
    log_level: Literal["debug", "info", "warning", "error"] = Field("info", description="How much is logged, as JSON lines.")

    storage: Literal["embedded", "cloud"] = Field(
        "embedded", description="Fills all the URLs of a family at once. cloud is refused until its bus, Redis, is built."
    )
    database_url: str = Field("", description="The truth: sqlite+aiosqlite:///PATH or postgresql+asyncpg://…")
    bus_url: str = Field("", description="The bus: memory: (redis://… is not built yet)")
    cache_url: str = Field("", description="What may be forgotten, such as rates: memory: or redis://…")
    queue_url: str = Field("", description="What wakes the workers: local: (pubsub://PROJECT is not built yet)")
    cloud_sql_host: str = Field("", description="Postgres by TCP, for STORAGE=cloud.")
    cloud_sql_unix_socket: str = Field("", description="Postgres by unix socket folder, for STORAGE=cloud.")
    cloud_sql_database: str = Field("emergence", description="Name of the Postgres database.")
    cloud_sql_user: str = Field("emergence", description="Postgres user.")
    db_password: SecretStr = Field(SecretStr(""), description="Postgres password.")
    redis_host: str = Field("", description="Redis for STORAGE=cloud, as HOST or HOST:PORT.")
    redis_password: SecretStr = Field(SecretStr(""), description="Redis password.")
    blobs_url: str = Field("", description="Documents as given: file:PATH (gs://… is not built yet). Default: in EMERGENCE_HOME")
    vectors_url: str = Field("", description="The index of meanings: chroma:PATH. Default: in EMERGENCE_HOME")
    sqlite_synchronous: Literal["full", "normal"] = Field("full", description="full: a commit survives a power cut.")

    auth_jwt_secret: SecretStr = Field(
        SecretStr(""), description="Signs session tokens, 32 bytes or more. Embedded: made and kept in EMERGENCE_HOME."
    )
    auth_jwt_previous_secret: SecretStr = Field(SecretStr(""), description="Still accepted while keys are rotated.")
    auth_session_days: int = Field(7, ge=1, le=90, description="A sign-in ends after so many days.")
    auth_idle_hours: int = Field(24, ge=1, le=2160, description="A sign-in that is not used ends after so many hours.")
    audit_days: int = Field(365, ge=1, le=3650, description="Lines of the audit trail are kept for so many days.")
    oidc_issuer: str = Field(
        "", description="Issuer of identities (OpenID Connect) to sign in by, exactly as it calls itself; it must verify e-mail addresses."
    )
    oidc_client_id: str = Field(
        "", description="What this product is registered as there, to be sent back to PUBLIC_BASE_URL/api/auth/oidc/callback."
    )
    oidc_client_secret: SecretStr = Field(SecretStr(""), description="The secret that goes with it.")
    oidc_name: str = Field("", max_length=60, description="What people call the issuer, for the button. Default: its host.")
    auth_dev_mode: bool = Field(False, description="Sign-in without a password (dev/login, x-dev-bypass), refused beyond loopback.")
    rate_limits: Literal["on", "off"] = Field("on", description="off is honoured on loopback only.")

    session_inactivity_timeout_minutes: float = Field(30, gt=0, description="A live session nobody uses is closed after so long.")
    session_cleanup_interval_seconds: float = Field(60, gt=0, description="How often live sessions are looked at.")
    session_warning_before_timeout_seconds: float = Field(120, ge=0, description="How long before closing the person is warned.")
    prometheus_enabled: bool = Field(True, description="Serve GET /metrics.")

    openai_api_key: SecretStr = Field(SecretStr(""), description="Key of OpenAI, or of the server at OPENAI_BASE_URL.")
    openai_base_url: str = Field("", description="Any OpenAI-compatible server: Ollama, vLLM, llama.cpp …")
    anthropic_api_key: SecretStr = Field(SecretStr(""), description="Key of Anthropic.")
    anthropic_base_url: str = Field("", description="Another address for Anthropic's API.")
    google_api_key: SecretStr = Field(SecretStr(""), description="Key of Google's Gemini API.")
    google_base_url: str = Field("", description="Another address for Google's API.")
    agent_anima_models: str = Field("", description="Anima's models in the order of trying: provider:model,provider:model")
    agent_neo_models: str = Field("", description="The same for Neo.")
    agent_nexus_models: str = Field("", description="The same for Nexus.")
    model_first_token_seconds: float = Field(30, gt=0, description="Longest wait for a model's first token.")
    model_next_token_seconds: float = Field(20, gt=0, description="Longest wait between two tokens.")
    model_retry_seconds: float = Field(30, ge=0, description="Time within which a failed call is tried again before the first token.")
    context_tokens: int = Field(6000, ge=500, description="How much of a thread an agent is given, in tokens.")
    reply_tokens: int = Field(2000, ge=16, description="Longest answer, in tokens.")

    memory_enabled: bool = Field(True, description="Long-term memory. Not read yet.")
    embed_model_name: str = Field("all-MiniLM-L6-v2", description="Model that turns texts into vectors; after a change run `reindex`.")
    document_max_mib: int = Field(25, ge=1, le=1024, description="Largest document, in MiB.")
    documents_per_person: int = Field(10_000, ge=1, description="How many documents a person may have.")
    document_mib_per_person: int = Field(2048, ge=1, description="How many MiB a person's documents may have together.")
    documents_at_once: int = Field(2, ge=1, le=3, description="How many documents are read at a time by a process.")
    smtp_host: str = Field("", description="Mail server for invitations and resets; without one the console shows the letters.")
    smtp_port: int = Field(587, ge=1, le=65535, description="Its port; 465 is encrypted from the start, others by STARTTLS.")
    smtp_user: str = Field("", description="Its user.")
    smtp_password: SecretStr = Field(SecretStr(""), description="Its password.")
    smtp_from: str = Field("", description="Sender of the product's letters.")

    @model_validator(mode="after")
    def _agree(self) -> Self:
        for wrong, sentence in self._contradictions():
            if wrong:
                raise ValueError(sentence)
        return self

    def _contradictions(self) -> list[tuple[bool, str]]:
        base = urlsplit(self.base_url)
        key = self.auth_jwt_secret.get_secret_value()
        return [
            (
                base.scheme not in {"http", "https"} or not base.hostname,
                "PUBLIC_BASE_URL must begin with http:// or https:// and name a host",
            ),
            *((True, f"{name} must begin with http:// or https:// and name a host") for name in self._wrong_addresses()),
            (self.auth_dev_mode and not self.on_loopback, "AUTH_DEV_MODE=true is for loopback only, but HOST or PUBLIC_BASE_URL is not"),
            (bool(key) and len(key.encode()) < 32, "AUTH_JWT_SECRET must be 32 bytes or more"),
            (self.storage == "cloud" and not key, "STORAGE=cloud needs AUTH_JWT_SECRET, so that all instances share it"),
            (bool(self.cloud_sql_host and self.cloud_sql_unix_socket), "set CLOUD_SQL_HOST or CLOUD_SQL_UNIX_SOCKET, not both"),
            (
                self.storage == "cloud" and not (self.database_url or self.cloud_sql_host or self.cloud_sql_unix_socket),
                "STORAGE=cloud needs DATABASE_URL, CLOUD_SQL_HOST or CLOUD_SQL_UNIX_SOCKET",
            ),
            (self.storage == "cloud" and not (self.bus_url or self.redis_host), "STORAGE=cloud needs BUS_URL or REDIS_HOST"),
            (bool(self.smtp_host) and "@" not in self.smtp_from, "SMTP_HOST needs SMTP_FROM, the address that letters come from"),
            (
                len({bool(self.oidc_issuer), bool(self.oidc_client_id), bool(self.oidc_client_secret.get_secret_value())}) > 1,
                "OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET go together: set all three or none",
            ),
            (self._wrong_issuer(), "OIDC_ISSUER must begin with https:// (http:// on loopback only), name a host and have no query"),
            (self._timeout_too_short(), "SESSION_WARNING_BEFORE_TIMEOUT_SECONDS must be less than SESSION_INACTIVITY_TIMEOUT_MINUTES"),
            *((True, sentence) for sentence in self._wrong_chains()),
        ]

    def _wrong_addresses(self) -> list[str]:
        given = {
            "OPENAI_BASE_URL": self.openai_base_url,
            "ANTHROPIC_BASE_URL": self.anthropic_base_url,
            "GOOGLE_BASE_URL": self.google_base_url,
        }
        split = {name: urlsplit(address) for name, address in given.items() if address}
        return [name for name, parts in split.items() if parts.scheme not in {"http", "https"} or not parts.hostname]

    def _wrong_issuer(self) -> bool:
        parts = urlsplit(self.oidc_issuer)
        safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)
        return bool(self.oidc_issuer) and (not safe or not parts.hostname or bool(parts.query or parts.fragment or parts.username))

    def _timeout_too_short(self) -> bool:
        return self.session_warning_before_timeout_seconds >= self.session_inactivity_timeout_minutes * 60

    def _wrong_chains(self) -> list[str]:
        return [
            f"AGENT_{agent.upper()}_MODELS: {link!r} is not PROVIDER:MODEL with a provider of {', '.join(PROVIDERS)}"
            for agent in ("anima", "neo", "nexus")
            for link in self.chain(agent)
            if link.partition(":")[0] not in PROVIDERS or not link.partition(":")[2]
        ]

    def chain(self, agent: str) -> tuple[str, ...]:
        """The models configured for an agent, as `provider:model`; empty when nothing was."""
        text: str = getattr(self, f"agent_{agent}_models")
        return tuple(link.strip() for link in text.split(",") if link.strip())

    @property
    def base_url(self) -> str:
        """How people reach the product, without a slash at the end."""
        return (self.public_base_url or f"http://localhost:{self.port}").rstrip("/")

    @property
    def on_loopback(self) -> bool:
        """Whether only this machine can reach the product."""
        return self.host in LOOPBACK and urlsplit(self.base_url).hostname in LOOPBACK

    @property
    def limits_rates(self) -> bool:
        """Whether rates are limited; they always are beyond loopback."""
        return self.rate_limits == "on" or not self.on_loopback

    @property
    def oidc_title(self) -> str:
        """What people call the issuer of identities; empty if there is none."""
        return self.oidc_name.strip() or urlsplit(self.oidc_issuer).hostname or ""

    @property
    def database(self) -> str:
        """The URL of the truth."""
        if self.database_url:
            return self.database_url
        if self.storage == "embedded":
            return f"sqlite+aiosqlite:///{(self.emergence_home / 'emergence.db').absolute()}"
        who = f"{quote(self.cloud_sql_user, '')}:{quote(self.db_password.get_secret_value(), '')}"
        if self.cloud_sql_unix_socket:
            return f"postgresql+asyncpg://{who}@/{self.cloud_sql_database}?host={quote(self.cloud_sql_unix_socket, '')}"
        return f"postgresql+asyncpg://{who}@{self.cloud_sql_host}/{self.cloud_sql_database}"

    @property
    def bus(self) -> str:
        """The URL of the bus."""
        return self.bus_url or ("memory:" if self.storage == "embedded" else self._redis)

    @property
    def cache(self) -> str:
        """The URL of what may be forgotten."""
        return self.cache_url or (self._redis if self.redis_host else "memory:")

    @property
    def _redis(self) -> str:
        password = quote(self.redis_password.get_secret_value(), "")
        return f"redis://:{password}@{self.redis_host}" if password else f"redis://{self.redis_host}"

    @property
    def mail(self) -> str:
        """The URL of who carries letters."""
        if not self.smtp_host:
            return "log:"
        user, password = quote(self.smtp_user, ""), quote(self.smtp_password.get_secret_value(), "")
        who = f"{user}:{password}@" if user else ""
        scheme = "smtps" if self.smtp_port == SMTPS else "smtp"
        return f"{scheme}://{who}{self.smtp_host}:{self.smtp_port}?from={quote(self.smtp_from, '')}"

    @property
    def blobs(self) -> str:
        """The URL of documents as they were given."""
        return self.blobs_url or f"file:{(self.emergence_home / 'blobs').absolute()}"

    @property
    def vectors(self) -> str:
        """The URL of the index of meanings."""
        return self.vectors_url or f"chroma:{(self.emergence_home / 'vectors').absolute()}"

    @property
    def queue(self) -> str:
        """The URL of what wakes the workers."""
        return self.queue_url or "local:"


def read_settings(**given: object) -> Settings:
    """The settings of this process; `given` ones come before the environment's. Raises SettingsError, one sentence."""
    try:
        return Settings(**given)  # type: ignore[arg-type]
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"]).upper()
        text = str(first["msg"]).removeprefix("Value error, ")
        if first["type"] == "extra_forbidden":
            raise SettingsError(f"{name} in .env is not a setting of this product") from None
        raise SettingsError(f"{name}: {text}" if name else text) from None
