"""The validator in the dialect of the Interoperability Test Bed (ISAITB), for clients that speak it already."""

from __future__ import annotations

import base64
import binascii
import re
from typing import Annotated, Any, Literal, TypeVar

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError
from pydantic.alias_generators import to_camel
from pyoxigraph import RdfFormat

from leerweg.api.bodies import read_body
from leerweg.api.validation import profiled
from leerweg.api.workers import Workers
from leerweg.errors import MalformedInputError, NotAcceptableError, UnacceptableContentError
from leerweg.linkeddata import choose_media_type
from leerweg.linkeddata.negotiation import GRAPH_TYPES, RDF_XML
from leerweg.validation import Validator
from leerweg.validation.reports.test_bed import write_test_bed_json, write_test_bed_xml
from leerweg.validation.shacl_report import serialise_report
from leerweg.validation.shapes import DRAFT, LANGUAGES, known_profiles, load_shapes

__all__ = ["DOMAIN", "itb_router"]

T = TypeVar("T")

DOMAIN = "leerweg"
_ADDRESS = re.compile(r"\s*[a-zA-Z][a-zA-Z0-9+.-]{1,20}://\S+\s*")
_BASE64 = re.compile(r"[A-Za-z0-9+/\s]+={0,2}\s*")
_MOST_INPUTS = 20
_OVERHEAD = 2  # what BASE64 and JSON add to a document, at most
_OWN_SYNTAXES = {
    "application/xml": write_test_bed_xml,
    "text/xml": write_test_bed_xml,
    "application/json": write_test_bed_json,
}
_OFFERED = (RDF_XML, *(kind for kind in GRAPH_TYPES if kind != RDF_XML), *_OWN_SYNTAXES)


class _Model(BaseModel):
    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True)


class InputModel(_Model):
    """A document to validate. Members of the dialect that would fetch or run something of yours are refused."""

    content_to_validate: Annotated[str, Field(description="The document, as it is or in BASE64.")] = ""
    content_syntax: Annotated[str, Field(description="Its media type; without it, judged by how it begins.")] = ""
    embedding_method: Annotated[
        Literal["STRING", "BASE64", "URL"] | None,
        Field(description="STRING or BASE64; URL is refused, as nothing is fetched here."),
    ] = None
    validation_type: Annotated[str, Field(description="The profile to hold it against; `draft` without it.")] = ""
    report_syntax: Annotated[
        str,
        Field(
            description="Media type of the report; application/rdf+xml without it. application/xml, text/xml and"
            " application/json are the test bed's own report (GITB TRL)."
        ),
    ] = ""
    locale: Annotated[str, Field(description="Language of the messages, such as `nl` or `fr_BE`; all without it.")] = ""
    load_imports: bool | None = None
    external_rules: list[dict[str, Any]] | None = None
    content_query: str | None = None
    content_query_endpoint: str | None = None
    report_query: str | None = None


class OutputModel(_Model):
    """A report, in BASE64, and its media type."""

    report: str
    report_syntax: str


class ValidationTypeModel(_Model):
    """A profile: the name to ask for it by, and what people call it."""

    type: str
    description: str


class InfoModel(_Model):
    """What can be asked for: the domain, and its validation types."""

    domain: str
    validation_types: list[ValidationTypeModel]


def itb_router(validator: Validator, workers: Workers, most_bytes: int) -> APIRouter:
    """`/api/info`, and below `/leerweg/api`: `info`, `validate` and `validateMultiple`."""
    router = APIRouter(tags=["validation"])

    def report(given: InputModel, media_type: str) -> bytes:
        judge = profiled(validator, given.validation_type or DRAFT)
        content = _content(given)
        judged = judge.validate(content, format=given.content_syntax or _guess(content))
        if media_type in _OWN_SYNTAXES:
            return _OWN_SYNTAXES[media_type](judged, _language(given.locale) or "en")
        rdf_format = RdfFormat.from_media_type(media_type)
        assert rdf_format is not None
        return serialise_report(judged, rdf_format, _language(given.locale))

    @router.get("/api/info", summary="What can be validated here (Test Bed dialect)")
    def every_domain() -> list[InfoModel]:
        """The domains, of which there is one, with their validation types: our profiles."""
        return [_info()]

    @router.get(f"/{DOMAIN}/api/info", summary="The validation types (Test Bed dialect)")
    def domain() -> InfoModel:
        """The validation types of this domain: our profiles."""
        return _info()

    @router.post(f"/{DOMAIN}/api/info", summary="The validation types, asked by POST (Test Bed dialect)")
    def domain_by_post() -> InfoModel:
        """The same, for clients that post."""
        return _info()

    @router.post(
        f"/{DOMAIN}/api/validate",
        summary="Validate one document (Test Bed dialect)",
        response_class=Response,
        responses={200: {"description": "SHACL or GITB TRL.", "content": {kind: {} for kind in _OFFERED}}},
        openapi_extra=_body(),
    )
    async def validate(request: Request) -> Response:
        """The report on one document, 200 whatever its verdict: SHACL, or the test bed's own (GITB TRL).

        Nothing is fetched, and nothing is kept.
        """
        given = _parsed(TypeAdapter(InputModel), await read_body(request, _OVERHEAD * most_bytes))
        media_type = _syntax(given, ", ".join(request.headers.getlist("accept")))
        content = await workers.run(report, given, media_type)
        return Response(content, media_type=media_type, headers={"Cache-Control": "no-store"})

    @router.post(
        f"/{DOMAIN}/api/validateMultiple",
        summary="Validate several documents (Test Bed dialect)",
        response_model=list[OutputModel],
        openapi_extra=_body(several=True),
    )
    async def validate_multiple(request: Request, response: Response) -> list[OutputModel]:
        """The reports on at most 20 documents, in BASE64, in the order in which the documents were sent."""
        inputs = _parsed(TypeAdapter(list[InputModel]), await read_body(request, _OVERHEAD * most_bytes))
        if len(inputs) > _MOST_INPUTS:
            raise MalformedInputError(
                f"There are more than {_MOST_INPUTS} documents.", remedy="Send fewer, or use POST /api/v1/validate."
            )
        outputs = []
        for given in inputs:
            media_type = _syntax(given, "")
            content = await workers.run(report, given, media_type)
            outputs.append(OutputModel(report=base64.b64encode(content).decode(), report_syntax=media_type))
        response.headers["Cache-Control"] = "no-store"
        return outputs

    return router


def _parsed(adapter: TypeAdapter[T], content: bytes) -> T:
    try:
        return adapter.validate_json(content)
    except ValidationError as wrong:
        first = wrong.errors()[0]
        raise MalformedInputError(
            f"The request cannot be read: {first['msg'][:200]}.",
            where=".".join(str(part) for part in first["loc"])[:100],
            remedy="Send JSON as /openapi.json describes it.",
        ) from wrong


def _content(given: InputModel) -> bytes:
    """The document that was sent; raises UnacceptableContentError for what would have to be fetched or run."""
    text = given.content_to_validate
    if given.embedding_method == "URL" or (given.embedding_method is None and _ADDRESS.fullmatch(text)):
        raise UnacceptableContentError(
            "The document is at another address; nothing is fetched from the network here.",
            where="contentToValidate",
            remedy="Send the document itself, with embeddingMethod STRING or BASE64.",
        )
    for name in ("external_rules", "content_query", "content_query_endpoint", "report_query", "load_imports"):
        if getattr(given, name):
            raise UnacceptableContentError(
                "Rules, queries and imports of your own are not run here.",
                where=to_camel(name),
                remedy="Leave this member out.",
            )
    if not text.strip():
        raise MalformedInputError("There is no document.", where="contentToValidate")
    if given.embedding_method == "STRING":
        return text.encode()
    try:
        if given.embedding_method == "BASE64" or _BASE64.fullmatch(text):
            return base64.b64decode("".join(text.split()), validate=True)
    except binascii.Error as wrong:
        if given.embedding_method == "BASE64":
            raise MalformedInputError("This is not BASE64.", where="contentToValidate") from wrong
    return text.encode()


def _guess(content: bytes) -> str:
    """The format that a document begins as."""
    start = content[:200].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith((b"{", b"[{", b"[ {")):
        return "json-ld"
    return "rdf/xml" if start.startswith((b"<?xml", b"<rdf:", b"<!")) else "turtle"


def _syntax(given: InputModel, accept: str) -> str:
    if given.report_syntax:
        return choose_media_type(_OFFERED, wish=given.report_syntax.partition(";")[0])
    try:
        return choose_media_type(_OFFERED, accept)
    except NotAcceptableError:
        return RDF_XML  # as the dialect has it: a header that nothing suits is no obstacle


def _language(locale: str) -> str:
    primary = re.split("[-_]", locale.strip().lower())[0]
    return primary if primary in LANGUAGES else ""


def _info() -> InfoModel:
    types = [ValidationTypeModel(type=name, description=load_shapes(name).name["en"]) for name in known_profiles()]
    return InfoModel(domain=DOMAIN, validation_types=types)


def _body(*, several: bool = False) -> dict[str, Any]:
    one = InputModel.model_json_schema(by_alias=True)
    schema = {"type": "array", "items": one, "maxItems": _MOST_INPUTS} if several else one
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": schema}}}}
