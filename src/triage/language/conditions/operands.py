"""Right-hand sides: a fixed value, a `$parameter`, or another question (section 2)."""

from __future__ import annotations

from datetime import date

from triage.diagnostics import nearest
from triage.language.conditions.constants import bounds_missed, read_constant
from triage.language.conditions.names import Scope, Subject, values_of
from triage.language.reading.nodes import MappingNode, Node, ScalarNode
from triage.model.condition import Operand, OtherQuestion, RefKind, Scalar, Value
from triage.model.question import Choice, Dates, Domain, Number, YesNo
from triage.model.rulebook import Parameter


def read_operand(node: Node, subject: Subject, scope: Scope) -> Operand | None:
    """Read what `subject` is compared with; `None`, with the problem noted, where it cannot be."""
    match node:
        case ScalarNode():
            return read_value(node, subject.domain, scope, values_of(subject.ref))
        case MappingNode(((ScalarNode("question"), ScalarNode() as other),)):
            return _read_other(other, subject, scope)
    scope.error("value-expected", node, name=str(subject.ref))
    return None


def read_value(node: Node, domain: Domain, scope: Scope, values: str = "") -> Value | None:
    """Read a fixed value or a `$parameter` of one; `values` is the path of those there are."""
    if not isinstance(node, ScalarNode) or node.text is None:
        scope.error("not-a-value", node)
        return None
    if node.text.startswith("$"):
        return _read_parameter(node, domain, scope, values)
    constant = read_constant(node, domain, scope.path, scope.notes, values)
    if constant is None:
        return None
    _warn_outside(constant, node, domain, scope)
    return Value(constant)


def _warn_outside(value: Scalar, node: Node, domain: Domain, scope: Scope) -> None:
    bounds = bounds_missed(value, domain)
    if bounds is not None:
        low, high = bounds
        scope.notes.warning("outside-range", node, scope.path, value=str(value), low=low, high=high)


def _read_parameter(node: ScalarNode, domain: Domain, scope: Scope, known: str) -> Value | None:
    parameters, id_ = scope.names.parameters, (node.text or "")[1:]
    if id_ not in parameters:
        near = nearest(id_, parameters)
        scope.error("unknown-parameter", node, near and f"${near}", name=id_)
        return None
    parameter = parameters[id_]
    if parameter is None:
        return None
    wrong = _misfits(parameter, domain)
    if wrong:
        scope.error("parameter-does-not-fit", node, name=id_, value=wrong[0])
        return None
    _warn_outside(parameter.value, node, domain, scope)
    scope.notes.occurs(f"parameters.{id_}", node)
    if parameter.values:
        scope.notes.join_values(f"parameters.{id_}.values", known)
    return Value(parameter.value, id_)


def _misfits(parameter: Parameter, domain: Domain) -> list[str]:
    """Return the values of a parameter that cannot stand here, the tunable ones included."""
    values = parameter.values or (str(parameter.value),)
    match domain:
        case Choice() | YesNo():
            return [value for value in values if value not in domain.values]
        case Number():
            fits = isinstance(parameter.value, int)
        case Dates():
            fits = isinstance(parameter.value, date)
        case _:
            fits = False
    return [] if fits else list(values)


def _read_other(other: ScalarNode, subject: Subject, scope: Scope) -> OtherQuestion | None:
    if not subject.comparable:
        scope.error("other-question-not-here", other)
        return None
    found = scope.subject(other)
    if found is None:
        return None
    if found.ref.kind is not RefKind.QUESTION:
        scope.error("not-a-question", other, name=other.text or "")
    elif not _comparable(subject.domain, found.domain):
        scope.error("not-comparable", other, name=str(subject.ref), other=other.text or "")
    else:
        if isinstance(found.domain, Choice):
            scope.notes.join_values(values_of(subject.ref), values_of(found.ref))
        return OtherQuestion(found.ref)
    return None


def _comparable(left: Domain, right: Domain) -> bool:
    match left, right:
        case Choice(values), Choice(others):
            return values == others
        case (Number(), Number()) | (YesNo(), YesNo()):
            return True
        case _:
            return False
