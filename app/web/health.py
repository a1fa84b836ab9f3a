"""Two questions for whoever runs the server: is the process up, and can it do its work."""

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse

router = APIRouter(include_in_schema=False)


@router.get("/healthz")
async def healthz() -> JSONResponse:
    """200 as long as the process answers."""
    return JSONResponse({"status": "ok"}, headers={"Cache-Control": "no-store"})


@router.get("/readyz")
async def readyz(request: Request) -> JSONResponse:
    """200 when a write reached the disk in the last seconds and there is room for more, else 503; no details."""
    readiness = getattr(request.app.state, "readiness", None)
    ready = readiness is not None and await readiness.is_ready()
    body = {"status": "ready" if ready else "not_ready"}
    return JSONResponse(body, 200 if ready else 503, headers={"Cache-Control": "no-store"})
