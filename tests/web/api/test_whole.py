"""Whatever is sent to the API, it answers what its document says, and nothing breaks it.

schemathesis draws requests of every operation: what the document allows, and what it does not.
Answers of assessments are drawn of the questions there are, so that many of them are assessed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any, Final

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.core.result import Ok
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi import checks
from schemathesis.specs.openapi.schemas import OpenApiSchema
from starlette.testclient import TestClient

from tests.sizes import SizeOf
from tests.web.api.test_assessing import assessment
from tests.web.offices import HERE, local_client
from triage.web.office import Office

Schema = dict[str, Any]
CHECKS: Final = (
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
    checks.response_headers_conformance,
)
HOST: Final = {"Host": HERE.removeprefix("http://")}
Operation = APIOperation[Any, Any, Any, Any]


@schemathesis.serializer("application/jsonl")
def as_lines(_: object, value: Any) -> bytes:
    """Send what was drawn for a batch as it is."""
    return str(value).encode("utf-8", "replace")


def answers_schema(questions: list[Schema]) -> Schema:
    """Return the schema of answers to questions, as the API tells of them."""
    return {
        "type": "object",
        "properties": {each["id"]: answer_schema(each) for each in questions},
        "additionalProperties": False,
        "maxProperties": 12,
    }


def answer_schema(question: Schema) -> Schema:
    """Return the schema of an answer to one question."""
    open_: Schema = {"enum": ["unknown", "declined"]}
    match question["kind"]:
        case "choice" | "scale" | "yes_no":
            return {"enum": [*question["values"], "unknown", "declined"]}
        case "set":
            of: Schema = {"type": "array", "items": {"enum": question["values"]}}
            return {"anyOf": [{**of, "uniqueItems": True}, open_]}
        case "number":
            return {"type": "integer", "minimum": question["least"], "maximum": question["most"]}
        case "date":
            return {"enum": ["1988-02-29", "2026-11-01", "unknown"]}
        case "list":
            items = answers_schema(question["item"])
            return {"type": "array", "items": items, "maxItems": question["most"]}
        case "grid":
            row = answers_schema(question["item"])
            rows = dict.fromkeys(question["rows"], row)
            return {"type": "object", "properties": rows, "additionalProperties": False}
        case _:
            return open_


def bodies(told: Schema) -> Schema:
    """Return what stands in the schemas of bodies instead, so that it is about things there are."""
    known = [*told["interventions"], *told["typologies"], *told["rules"][:20], "nobody"]
    path = {"path": {"enum": [each["id"] for each in told["questions"]]}}
    book = {"rulebook": {"enum": [told["id"], "nobody"]}}
    answers = answers_schema(told["questions"])
    settled = {"by_hand": {"enum": [[]]}, "assessment": {"enum": [assessment("demo-settled")]}}
    of_assessment = {"answers": answers, "as_of": {"enum": ["2026-11-23", "2027-02-01"]}}
    return {
        "Assessment": {**of_assessment, "rulebook": {"enum": [told["id"], None]}},
        "OfSubject": {"name": {"enum": known}},
        "OfChanges": {"changes": answers},
        **dict.fromkeys(("OfPage", "OfSheet", "OfCopies"), settled),
        **dict.fromkeys(("AnswerStep", "LeaveStep"), path),
        **dict.fromkeys(("ServedName", "OfCaseInterview"), book),
        "OfCaseAssessment": {**book, "answers": {"anyOf": [answers, {"type": "null"}]}},
    }


def drawn_of(document: Schema, told: Schema, refs: list[str]) -> Schema:
    """Have most of what is drawn be about things there are."""
    schemas = document["components"]["schemas"]
    schemas["Answered"] = deepcopy(schemas["Assessment"])  # what is answered may be any other
    kept = schemas["InterviewAnswer"]["properties"]
    kept["assessment"] = {"$ref": "#/components/schemas/Answered"}
    schemas["OfEvents"]["properties"]["events"]["maxItems"] = 1
    for name, properties in bodies(told).items():
        schemas[name]["properties"] |= properties
    schemas["Assessment"]["required"] = ["answers", "as_of"]
    parameters = {
        "ref": [*refs, "nobody"],
        "rulebook": [told["id"], "nobody"],
        "digest": [told["digest"], "0" * 64],
    }
    for operation in operations(document):
        for each in operation.get("parameters", ()):
            if each["name"] in parameters:
                each["schema"] = {"enum": parameters[each["name"]]}
    return document


def operations(document: Schema) -> Iterator[Schema]:
    """Yield the operations of a document."""
    for path in document["paths"].values():
        yield from path.values()


@pytest.fixture(scope="module")
def described(office: Office) -> OpenApiSchema:
    """Return the API as its own document describes it, over an office with some cases."""
    client: TestClient = local_client(office)
    begun = [client.post("/v1/cases", json={"case": f"w-{at}"}).json()["ref"] for at in range(12)]
    told = client.get("/v1/rulebooks/projekt-500").json()
    document = drawn_of(client.get("/v1/openapi.json").json(), told, begun)
    schema = schemathesis.openapi.from_dict(document)
    schema.app = client.app
    return schema


def asked(operation: Operation, mode: GenerationMode, many: int) -> Counter[int]:
    """Send what is drawn of an operation; return how often each status was answered."""
    seen = Counter[int]()

    @settings(
        max_examples=many,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def answered(case: Any) -> None:
        answer = case.call(headers=HOST)
        seen[answer.status_code] += 1
        assert answer.status_code < 500 or answer.status_code == 503, answer.text
        case.validate_response(answer, checks=list(CHECKS))

    answered()
    return seen


@pytest.mark.more
def test_every_answer_is_one_the_document_has(
    described: OpenApiSchema, size: SizeOf, counted: Callable[[str, int], None]
) -> None:
    """No fault, no status, type, header or content that is not in it; each operation also works."""
    statuses: dict[str, Counter[int]] = {}
    for found in described.get_all_operations():
        assert isinstance(found, Ok)
        operation = found.ok()
        takes = operation.body or operation.path_parameters or operation.query
        modes = (GenerationMode.POSITIVE, *([GenerationMode.NEGATIVE] if takes else []))
        every = (asked(operation, mode, size("api-requests")) for mode in modes)
        statuses[operation.label] = sum(every, Counter[int]())
    counted("requests drawn by schemathesis", sum(each.total() for each in statuses.values()))
    assert not [label for label, seen in statuses.items() if not {200, 201} & seen.keys()], statuses
