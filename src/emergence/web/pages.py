"""The page itself: the files that the webapp's build left, read once."""

import hashlib
import mimetypes
from dataclasses import dataclass
from pathlib import Path

from fastapi import APIRouter, Request, Response

from ..domain.problems import NotFound

DIST = Path(__file__).parents[2] / "webapp" / "dist"
NO_PAGE = "<!doctype html><title>ÉMERGENCE</title><p>The page is not built: run <code>npm ci && npm run build</code> in src/webapp.</p>\n"
LOOKS = ["GET", "HEAD"]
FOREVER = "public, max-age=31536000, immutable"
KINDS = {".js": "text/javascript", ".woff2": "font/woff2", ".webmanifest": "application/manifest+json"}


@dataclass(frozen=True, slots=True)
class File:
    """A file as it is sent."""

    content: bytes
    kind: str
    tag: str

    @classmethod
    def of(cls, name: str, content: bytes) -> "File":
        """Its kind is told by its name, its tag by what is in it."""
        suffix = Path(name).suffix
        kind = KINDS.get(suffix) or mimetypes.types_map.get(suffix, "application/octet-stream")
        text = kind.startswith("text/") or kind.endswith("+json")
        return cls(content, f"{kind}; charset=utf-8" if text else kind, f'"{hashlib.sha256(content).hexdigest()[:20]}"')


def files_in(folder: Path) -> dict[str, File]:
    """Every file of a build by its path below the folder; one page that says how to build it if there is none."""
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    if "index.html" not in found:
        return {"index.html": File.of("index.html", NO_PAGE.encode())}
    return {name: File.of(name, path.read_bytes()) for name, path in found.items()}


def pages(folder: Path = DIST) -> APIRouter:
    """The routes of the page, its files read now."""
    files, router = files_in(folder), APIRouter(include_in_schema=False)

    def serve(request: Request, name: str, headers: dict[str, str]) -> Response:
        file = files.get(name)
        if file is None:
            raise NotFound("There is no such file.")
        headers = headers | {"ETag": file.tag}
        if file.tag in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        return Response(file.content, media_type=file.kind, headers=headers)

    @router.api_route("/", methods=LOOKS)
    async def page(request: Request) -> Response:
        return serve(request, "index.html", {})

    @router.api_route("/assets/{name}", methods=LOOKS)
    async def asset(request: Request, name: str) -> Response:
        return serve(request, f"assets/{name}", {"Cache-Control": FOREVER})

    @router.api_route("/{name}", methods=LOOKS)
    async def file(request: Request, name: str) -> Response:
        return serve(request, name, {})

    return router
