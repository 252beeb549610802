"""`leerweg serve`: the web face and the API on one port."""

from __future__ import annotations

from contextlib import nullcontext
from typing import Annotated, Any

import typer

from leerweg.bootstrap import load_example, load_ontology
from leerweg.cli.options import BaseOption, StoreOption, service
from leerweg.cli.output import console

__all__ = ["serve"]


def serve(
    example: Annotated[bool, typer.Option("--example", help="Load the example region first.")] = False,
    host: Annotated[str | None, typer.Option(help="Address to listen on; loopback unless told otherwise.")] = None,
    port: Annotated[int | None, typer.Option(min=1, max=65535, help="Port to listen on [LEERWEG_PORT].")] = None,
    store: StoreOption = None,
    base: BaseOption = None,
) -> None:
    """Open the service: pages for people, an API and linked data for programs."""
    import uvicorn  # noqa: PLC0415  # the other commands do not wait for a web server to load

    from leerweg.bootstrap.application import create_application, options  # noqa: PLC0415  # idem

    rooms = service(store, base, host=host, port=port)
    load_ontology(rooms)
    if example:
        load_example(rooms)
    rooms.labels.refresh()
    settings = rooms.settings
    console(stderr=True).print(
        f"Leerweg on http://{settings.host}:{settings.port}  (stop with Ctrl-C)", soft_wrap=True, markup=False
    )
    with rooms.index or nullcontext():
        uvicorn.run(create_application(rooms), **dict[str, Any](options(settings)))
