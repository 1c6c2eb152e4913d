"""Who may what: one line for every route and every frame. What is not here fails the tests, and so does a line too many."""

from dataclasses import dataclass, field
from typing import Any

ANYONE, SIGNED, OWNER, ADMIN = "anyone", "signed", "owner", "admin"
STRANGERS = ("anonymous", "revoked")
EVERYBODY = (*STRANGERS, "member", "admin", "read key", "chat key")
SCOPES = {"": (), "read": ("read key", "chat key"), "chat": ("chat key",)}
NEW = "a barn owl in the bell tower"
LIST, SESSIONS, KEYS, FACTOR = "/api/auth/admin/allowlist", "/api/auth/sessions", "/api/auth/keys", "/api/auth/two-factor"
IMPORTED = {"threads": [{"title": "Mine", "messages": [{"role": "user", "content": "hello", "ref": "{ref}"}]}]}


@dataclass(frozen=True)
class Line:
    """`who` may ask, and is answered `said` (how "status code" begins). `key` is the least scope of a key that may.

    What is in braces is an id: of the owner's, except for the `own` ones, which are of whoever asks.
    """

    method: str
    path: str
    who: str
    said: str = "200"
    key: str = ""
    body: dict[str, Any] | None = None
    query: str = ""
    own: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return f"{self.method} {self.path}{self.query}{' of one’s own thread' * bool(self.own)}"

    @property
    def refused(self) -> str:
        """How a stranger is answered; who only looks at the head sees no code."""
        return "401 " if self.method == "HEAD" else "401 unauthenticated"

    def answer_to(self, role: str) -> str:
        """How the answer begins for somebody who shows the owner's ids."""
        if self.who == ANYONE:
            return self.said
        if role in STRANGERS:
            return self.refused
        if role.endswith("key") and role not in SCOPES[self.key]:
            return "403 beyond_key"
        if self.who == ADMIN and role != "admin":
            return "403 admins_only"
        return "404" if self.who == OWNER else self.said

    @property
    def changes(self) -> bool:
        return self.method not in {"GET", "HEAD"}


@dataclass(frozen=True)
class Frame:
    """A command of a live session. `said` is the code that somebody else gets; empty where it concerns nobody else."""

    type: str
    said: str = "message_not_found"
    fields: dict[str, Any] = field(default_factory=dict)


LINES = (
    Line("GET", "/", ANYONE),
    Line("HEAD", "/", ANYONE),
    Line("GET", "/{name}", ANYONE, "404"),
    Line("HEAD", "/{name}", ANYONE, "404"),
    Line("GET", "/assets/{name}", ANYONE, "404"),
    Line("HEAD", "/assets/{name}", ANYONE, "404"),
    Line("GET", "/health", ANYONE),
    Line("HEAD", "/health", ANYONE),
    Line("GET", "/api/health", ANYONE),
    Line("HEAD", "/api/health", ANYONE),
    Line("GET", "/metrics", ANYONE),  # on loopback, where these tests are; elsewhere for admins: tests/web/test_edge_public.py
    Line("GET", "/api/openapi.json", SIGNED, key="read"),
    Line("HEAD", "/api/openapi.json", SIGNED, key="read"),
    # coming in and going
    Line("POST", "/api/auth/login", ANYONE, "401 bad_credentials", body={"email": "{email}", "password": "wrong wrong wrong"}),
    Line("POST", "/api/auth/enter", ANYONE, "422 link_void", body={"secret": "none", "password": NEW}),
    Line("POST", "/api/auth/enter/check", ANYONE, "422 link_void", body={"secret": "none"}),
    Line("POST", "/api/auth/request-password-reset", ANYONE, "202", body={"email": "nobody@example.org"}),
    Line("POST", "/api/auth/reset-password", ANYONE, "422 link_void", body={"secret": "none", "password": NEW}),
    Line("POST", "/api/auth/reset-password/check", ANYONE, "422 link_void", body={"secret": "none"}),
    Line("GET", "/api/auth/oidc", ANYONE),
    Line("GET", "/api/auth/oidc/start", ANYONE, "404 no_issuer"),
    Line("GET", "/api/auth/oidc/callback", ANYONE, "404 no_issuer"),
    Line("POST", "/api/auth/dev/login", SIGNED, "404 not_found", body={"email": "{email}", "role": "admin"}),
    Line("GET", "/api/auth/session", SIGNED, key="read"),
    Line("POST", "/api/auth/logout", SIGNED, "204"),
    # one's own account
    Line(
        "POST",
        "/api/auth/change-password",
        SIGNED,
        "403 wrong_password",
        body={"current_password": "wrong wrong wrong", "new_password": NEW},
    ),
    Line("GET", FACTOR, SIGNED),
    Line("POST", f"{FACTOR}/start", SIGNED, "403 wrong_password", body={"password": "not this one"}),
    Line("POST", f"{FACTOR}/confirm", SIGNED, "409 no_factor_waits", body={"code": "000000"}),
    Line("POST", f"{FACTOR}/codes", SIGNED, "403 wrong_code", body={"code": "000000"}),
    Line("POST", f"{FACTOR}/disable", SIGNED, "403 wrong_code", body={"code": "000000"}),
    Line("GET", SESSIONS, SIGNED),
    Line("DELETE", SESSIONS, SIGNED, "204"),
    Line("DELETE", f"{SESSIONS}/{{session_id}}", OWNER, "204"),
    Line("GET", KEYS, SIGNED),
    Line("POST", KEYS, SIGNED, "201", body={"name": "mine", "scope": "read"}),
    Line("DELETE", f"{KEYS}/{{key_id}}", OWNER, "204"),
    # threads
    Line("GET", "/api/threads/", SIGNED, key="read", query="?cursor={cursor}"),
    Line("POST", "/api/threads/", SIGNED, "201", "chat", {"title": "Mine"}),
    Line("GET", "/api/threads/search", SIGNED, key="read", query="?q=heron"),
    Line("POST", "/api/threads/import", SIGNED, "201", "chat", IMPORTED),
    Line("GET", "/api/threads/export", SIGNED, key="read"),
    Line("GET", "/api/threads/export", SIGNED, key="read", query="?format=md"),
    Line("GET", "/api/threads/{thread_id}", OWNER, key="read"),
    Line("PATCH", "/api/threads/{thread_id}", OWNER, key="chat", body={"title": "Taken", "archived": True}),
    Line("DELETE", "/api/threads/{thread_id}", OWNER, "204", "chat"),
    Line("GET", "/api/threads/{thread_id}/messages", OWNER, key="read"),
    Line("GET", "/api/threads/{thread_id}/messages/{message_id}/versions", OWNER, key="read"),
    Line("GET", "/api/threads/{thread_id}/messages/{message_id}/versions", OWNER, key="read", own=("thread_id",)),
    Line("GET", "/api/threads/{thread_id}/export", OWNER, key="read"),
    Line("GET", "/api/threads/{thread_id}/export", OWNER, key="read", query="?format=md"),
    Line("GET", "/api/threads/{thread_id}/costs", OWNER, key="read"),
    Line("GET", "/api/threads/{thread_id}/documents", OWNER, key="read"),
    Line("PUT", "/api/threads/{thread_id}/documents", OWNER, key="chat", body={"document_ids": []}),
    # documents
    Line("GET", "/api/documents/", SIGNED, key="read", query="?cursor={cursor}"),
    Line("POST", "/api/documents/", SIGNED, "415 not_form", "chat"),
    Line("GET", "/api/documents/status", SIGNED, key="read"),
    Line("GET", "/api/documents/search", SIGNED, key="read", query="?q=heron"),
    Line("GET", "/api/documents/search", SIGNED, key="read", query="?q=heron&document_ids={document_id}"),
    Line("GET", "/api/documents/{document_id}", OWNER, key="read"),
    Line("DELETE", "/api/documents/{document_id}", OWNER, "204", "chat"),
    Line("POST", "/api/documents/{document_id}/reindex", OWNER, key="chat"),
    Line("POST", "/api/documents/{document_id}/cancel", OWNER, key="chat"),
    Line("GET", "/api/documents/{document_id}/content", OWNER, key="read"),
    Line("GET", "/api/documents/{document_id}/text", OWNER, key="read"),
    Line("GET", "/api/documents/{document_id}/passages", OWNER, key="read"),
    Line("GET", "/api/documents/{document_id}/pages/{page}/picture", OWNER, "404 page_not_found", "read"),
    Line("GET", "/api/documents/{document_id}/pages/{page}/boxes", OWNER, "404 page_not_found", "read", query="?start=0&end=9"),
    # for admins
    Line("GET", LIST, ADMIN),
    Line("POST", LIST, ADMIN, body={"email": "{email}", "role": "admin"}),
    Line("POST", f"{LIST}/{{email}}/letters", ADMIN, "202", body={"kind": "reset"}),
    Line("DELETE", f"{LIST}/{{email}}", ADMIN, "204"),
    Line("DELETE", f"{LIST}/{{email}}", ADMIN, "204", query="?forget=true"),
    Line("GET", "/api/auth/admin/sessions", ADMIN),
    Line("POST", "/api/auth/admin/sessions/revoke", ADMIN, body={"email": "{email}", "session_id": "{session_id}"}),
    Line("POST", "/api/auth/admin/sessions/revoke", ADMIN, body={"email": "{email}"}),
    Line("GET", "/api/auth/admin/audit", ADMIN),
    Line("GET", "/api/auth/admin/audit", ADMIN, query="?who={email}"),
    Line("GET", "/api/auth/admin/audit/export", ADMIN),
    Line("GET", "/api/admin/jobs", ADMIN),
    Line("POST", "/api/admin/jobs/{job_id}/replay", ADMIN, "204"),
)

FRAMES = (
    Frame("send", "thread_not_found", fields={"ref": "r1", "thread_id": "{thread_id}", "text": "hello", "agents": ["anima"]}),
    Frame("edit", fields={"ref": "r2", "message_id": "{message_id}", "text": "other", "agents": ["neo"]}),
    Frame("regenerate", fields={"ref": "r3", "message_id": "{reply_id}"}),
    Frame("stop", fields={"message_id": "{reply_id}"}),
    Frame("active", ""),
    Frame("ping", ""),
)
