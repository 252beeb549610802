"""The settings table: name, default and meaning of each setting in one place.

Each can be set by an environment variable `LEERWEG_<NAME>` or, where it has one, a command-line option.
Nothing is read on import: `Settings()` reads the environment when it is made.
"""

from __future__ import annotations

from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

__all__ = ["Settings"]


class Settings(BaseSettings):
    """All settings of the service; raises pydantic's ValidationError for a value that cannot be."""

    model_config = SettingsConfigDict(env_prefix="LEERWEG_", extra="forbid", frozen=True)

    store: str = Field(
        default="var/leerweg",
        description="Where the graph lives: a folder (embedded store) or the http(s) address of a SPARQL endpoint.",
    )
    base: str = Field(
        default="http://127.0.0.1:8000/",
        description="The base of all data IRIs; ends in a slash. It belongs to the data: choose it once.",
    )
    update_address: str = Field(default="", description="SPARQL Update address of an endpoint store, if it differs.")
    graph_store_address: str = Field(
        default="", description="Graph Store Protocol address of an endpoint store, if it has one."
    )
    store_user: str = Field(default="", description="User name for an endpoint store (HTTP Basic).")
    store_password: SecretStr = Field(default=SecretStr(""), description="Password for an endpoint store.")
    store_timeout: float = Field(default=30.0, gt=0, description="Seconds an endpoint store may take to answer.")
    state: Path = Field(
        default=Path("var/state"),
        description="Folder for what an endpoint store cannot keep: acknowledgements and the label index.",
    )
    host: str = Field(
        default="127.0.0.1", description="Address the service listens on; loopback unless told otherwise."
    )
    port: int = Field(default=8000, ge=1, le=65535, description="Port the service listens on.")
    query_seconds: float = Field(default=5.0, gt=0, description="Seconds a stranger's SPARQL query may run.")
    query_rows: int = Field(default=100_000, gt=0, description="Rows a stranger's SPARQL query may return.")
    validation_seconds: float = Field(default=20.0, gt=0, description="Seconds a posted document may take to validate.")
    worker_megabytes: int = Field(default=1024, gt=0, description="Memory ceiling of one isolated worker, in MiB.")
    upload_megabytes: int = Field(default=10, gt=0, description="Largest document that may be posted, in MiB.")
