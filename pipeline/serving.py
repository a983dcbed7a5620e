"""A database in Datasette, read-only: nothing that a visitor sends can write to it."""

from __future__ import annotations

import asyncio
import json
import socket
import webbrowser
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Final

from corpus.errors import SettingsError
from db.engine import file_of, url_of
from db.readonly import acts_index, connected, readonly
from pipeline.streams import complain, output
from pipeline.web_metadata import NAME, SETTINGS, metadata

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Awaitable, Callable, MutableMapping
    from typing import Any, TypeAlias

    from datasette.app import Datasette

    from corpus.records import JsonObject

    Message: TypeAlias = MutableMapping[str, Any]
    Receive: TypeAlias = Callable[[], Awaitable[Message]]
    Send: TypeAlias = Callable[[Message], Awaitable[None]]
    Asgi: TypeAlias = Callable[[Message, Receive, Send], Awaitable[None]]

LOOPBACK: Final = ("127.0.0.1", "localhost", "::1")

METHODS: Final = ("GET", "HEAD", "OPTIONS")
"""Methods of requests that change nothing."""


def configuration(target: str) -> JsonObject:
    """Return what Datasette would be started with; raises as `db.readonly.readonly` does."""
    uri = readonly(target)
    file = file_of(url_of(target))
    return {"settings": dict(SETTINGS), "metadata": metadata("" if file is None else file.name, acts_index(uri))}


def application(target: str) -> Datasette:
    """Return a Datasette that shows the database, not yet started.

    Raises `SettingsError` where the extra `web` is not installed, else as `configuration`.
    """
    try:
        from datasette.app import Datasette  # noqa: PLC0415  # an extra, and slow to load
        from datasette.database import Database  # noqa: PLC0415
    except ImportError as error:
        raise SettingsError("lavra serve needs the extra `web`: pip install 'lavra[web]'") from error

    class ReadOnly(Database):  # type: ignore[misc]  # the library is not typed
        """A file that is opened for reading alone, its path quoted as a URI wants it (Datasette's is not)."""

        def connect(self, write: bool = False) -> sqlite3.Connection:  # noqa: FBT001, FBT002  # as Datasette calls it
            """Open one more connection; raises `PermissionError` for one to write."""
            if write:
                raise PermissionError(f"{NAME} is served read-only")
            connection = connected(uri)
            self._all_file_connections.append(connection)
            return connection

    class Reading(Datasette):  # type: ignore[misc]  # the library is not typed
        """A Datasette that answers to what reads: of what writes it would make an error of its own."""

        def app(self) -> Asgi:
            """Return the application."""
            return _reading(super().app())

    told, uri = configuration(target), readonly(target)
    made = Reading(metadata=told["metadata"], settings=told["settings"])
    made.remove_database("_memory")
    made.add_database(ReadOnly(made, path=str(file_of(url_of(target))), is_mutable=True), name=NAME)
    return made


def _reading(inner: Asgi) -> Asgi:
    """Return an ASGI application that refuses, by 405 (RFC 9110, 15.5.6), requests of methods that do not read."""

    async def answered(scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] in METHODS:
            await inner(scope, receive, send)
            return
        headers = [(b"allow", ", ".join(METHODS).encode()), (b"content-type", b"text/plain; charset=utf-8")]
        await send({"type": "http.response.start", "status": HTTPStatus.METHOD_NOT_ALLOWED, "headers": headers})
        await send({"type": "http.response.body", "body": b"this is served read-only: ask by GET\n"})

    return answered


def check(target: str) -> None:
    """Print the configuration as JSON, and serve nothing."""
    output().write(f"{json.dumps(configuration(target), ensure_ascii=False, indent=2)}\n")


def serve(target: str, *, host: str, port: int, browser: bool) -> None:
    """Serve until interrupted; raises `SettingsError` where host and port cannot be had."""
    made = application(target)
    import uvicorn  # noqa: PLC0415  # comes with the extra

    with _listening(host, port) as listening:
        asyncio.run(made.invoke_startup())
        shown = f"[{host}]" if ":" in host else host
        address = f"http://{shown}:{listening.getsockname()[1]}/{NAME}"
        if host not in LOOPBACK:
            complain(f"lavra: whoever reaches {host} can read all of {Path(target).name}; it asks for no password")
        complain(f"lavra: serving {address} (Ctrl-C ends it)")
        if browser:
            webbrowser.open(address)
        server = uvicorn.Server(uvicorn.Config(made.app(), log_level="warning", lifespan="on"))
        server.run(sockets=[listening])


def _listening(host: str, port: int) -> socket.socket:
    """Return a socket that listens; raises `SettingsError` where it cannot."""
    try:
        family, kind, _, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        made = socket.socket(family, kind)
    except (OSError, OverflowError) as error:
        raise SettingsError(f"{host}:{port} is no address of this machine: {error}") from error
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind(place)
        made.listen()
    except OSError as error:
        made.close()
        raise SettingsError(
            f"{host}:{port} cannot be had ({error.strerror}); give another --port (0: any that is free)"
        ) from error
    return made
