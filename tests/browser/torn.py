"""The app behind a deploy that went half wrong: one file is not what the worker's list says."""

import os

import uvicorn
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from app.main import create_app

ANSWERS = {
    "tamper": lambda: PlainTextResponse("body{}", media_type="text/css"),
    "fail": lambda: PlainTextResponse("no", status_code=500),
    "redirect": lambda: RedirectResponse("/robots.txt"),
}


def torn(app: ASGIApp, path: str, answer: Response) -> ASGIApp:
    """`app`, but `answer` at one path."""

    async def serve(scope: Scope, receive: Receive, send: Send) -> None:
        await (answer if scope.get("path") == path else app)(scope, receive, send)

    return serve


if __name__ == "__main__":
    half = torn(create_app(), os.environ["TORN_PATH"], ANSWERS[os.environ["TORN_HOW"]]())
    uvicorn.run(half, host=os.environ["HOST"], port=int(os.environ["PORT"]), log_level="warning")
