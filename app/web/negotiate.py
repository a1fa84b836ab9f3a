"""Answers a request for a file: the right coding, 304 when nothing changed, no body for HEAD."""

from starlette.requests import Request
from starlette.responses import Response

from app.web.assets import Asset


def file_response(request: Request, asset: Asset, *, status: int = 200) -> Response:
    """The asset as a response with its cache rules; 304 when the client's copy is the same."""
    coding = _coding(request.headers.get("accept-encoding", ""), asset)
    headers = {"Cache-Control": asset.cache_control, "ETag": asset.etag(coding), "Vary": "Accept-Encoding"}
    if status == 200 and _is_known(request.headers.get("if-none-match", ""), headers["ETag"]):
        return Response(status_code=304, headers=headers)
    if coding != "identity":
        headers["Content-Encoding"] = coding
    body = asset.packed[coding]
    headers["Content-Length"] = str(len(body))
    content = b"" if request.method == "HEAD" else body
    return Response(content, status, headers, media_type=asset.media_type)


def _coding(accepted: str, asset: Asset) -> str:
    wanted = {
        name.strip() for name, _, rest in (part.partition(";") for part in accepted.split(",")) if rest.strip() != "q=0"
    }
    return next((coding for coding in asset.packed if coding in wanted), "identity")


def _is_known(if_none_match: str, etag: str) -> bool:
    known = [tag.strip().removeprefix("W/") for tag in if_none_match.split(",")]
    return etag in known or "*" in known
