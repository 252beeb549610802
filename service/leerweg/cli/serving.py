"""`leerweg serve`: the web face and the API on one port."""

from __future__ import annotations

from typing import Annotated, Any

import typer
import uvicorn

from leerweg.bootstrap import create_application, load_example, load_ontology, serving_options
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
    rooms = service(store, base, host=host, port=port)
    load_ontology(rooms)
    if example:
        load_example(rooms)
    rooms.labels.refresh()
    settings = rooms.settings
    console(stderr=True).print(
        f"Leerweg on http://{settings.host}:{settings.port}  (stop with Ctrl-C)", soft_wrap=True, markup=False
    )
    uvicorn.run(create_application(rooms), **dict[str, Any](serving_options(settings)))
