"""The things two versions of a rulebook speak of, in words: outputs, values, answers, shares."""

from __future__ import annotations

from decimal import Decimal

from triage.present.diff_answers import DiffAnswers
from triage.verify.diff.outputs import NOTHING, Kind, in_parts

_LARGE = 10**9
"""Of more ways than these only the share is told."""

_ONE_IN = 10_000
"""A share of less than one in so many is told as less, and one of all but less than that as more.

INVARIANT: shares are compared as whole numbers, which are exact in every size.
"""


class DiffWords(DiffAnswers):
    """Puts what differs into the words of one language; what only one version has, by its texts."""

    # --- outputs

    def output(self, name: str) -> str:
        """Return what is compared: the typology, an intervention, what of it, or a rule."""
        part = self.part(name)
        return f"{self.about(name)}, {part}" if part else self.about(name)

    def part(self, name: str) -> str:
        """Return what of an intervention an output is where its values do not say it: its start."""
        return self.tell("start") if in_parts(name).kind is Kind.START else ""

    def about(self, name: str) -> str:
        """Return what an output is about: the typology, an intervention, a rule."""
        kind, id_, _ = in_parts(name)
        if kind in (Kind.CLASS, Kind.REFUSED):
            return self.tell(name)
        if kind is Kind.QUESTION:
            return self.tell("answers_of_one", question=self.titled(id_))
        if kind is Kind.WARNING:
            return self.tell("warning", name=self.titled(f"rules.{id_}"))
        return self.titled(f"rules.{id_}") if kind is Kind.RULE else self.label(_of(id_))

    def moves(self, output: str, before: str, after: str) -> str:
        """Return what an output was and is."""
        if in_parts(output).kind in (Kind.RULE, Kind.WARNING) and " or " not in before + after:
            return self.tell(f"turns_{after}") if after != NOTHING else self._value(output, after)
        return self.tell(
            "moves", before=self.values(output, before), after=self.values(output, after)
        )

    def values(self, output: str, values: str) -> str:
        """Return a value of an output, or several, as stored assessments may have it."""
        return self.words.either(self._value(output, each) for each in values.split(" or "))

    def _value(self, output: str, value: str) -> str:
        kind, _, limit = in_parts(output)
        if value == NOTHING:
            return self.tell(f"no_{kind}")
        match kind:
            case Kind.CLASS:
                return self._class(output, value)
            case Kind.RULE | Kind.WARNING:
                return self.tell(value)
            case Kind.STATUS:
                return self.words.say(f"explain.status_{value}")
            case Kind.REFUSED | Kind.QUESTION:
                return value
            case Kind.START:
                return self.after.names.start(value).lower()
            case Kind.LIMIT:
                name = self.after.names.limit(limit or "")
                return self.words.say("plan.limit", value=value, name=name)

    def _class(self, output: str, value: str) -> str:
        names = self.after.names
        is_typology = output == "typology"
        named = names.typology(value) if is_typology else names.target_group(value)
        section = "typologies" if is_typology else "target_groups"
        return self.label(f"{section}.values.{value}") if named == value else named

    # --- how many

    def ways(self, count: int, total: int) -> str:
        """Return how many of all ways to answer: exactly where that can be read, and the share."""
        if count == total:
            return self.tell("every_way")
        key = "share_of_ways" if total > _LARGE else "ways"
        return self.tell(key, **self._shared(count, total))

    def share_of(self, count: int, total: int) -> str:
        """Return the same of those who answer so already, in fewer words."""
        key = "share" if total > _LARGE else "share_of"
        return self.tell(key, **self._shared(count, total))

    def _shared(self, count: int, total: int) -> dict[str, str]:
        share = self.share(count, total)
        if total > _LARGE:
            return {"share": share}
        number = self.words.number
        return {"count": number(count), "total": number(total), "share": share}

    def share(self, count: int, total: int) -> str:
        """Return a share in percent; one that would round to nothing or all is said to be less."""
        if 0 < count * _ONE_IN < total:
            return self.tell("under", share=self.words.percent(100 / Decimal(_ONE_IN)))
        if 0 < (total - count) * _ONE_IN < total:
            return self.tell("over", share=self.words.percent(100 - 100 / Decimal(_ONE_IN)))
        percent = 100 * Decimal(count) / Decimal(total)
        places = 2 if percent < 1 or percent > 99 else 1 if percent < 10 else 0
        return self.words.percent(round(percent, places).normalize() + 0)


def _of(intervention: str) -> str:
    return f"interventions.{intervention}"
