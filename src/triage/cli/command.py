"""The command and its sub-commands, each imported when it is run."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any

import click
from click.shell_completion import CompletionItem

from triage.cli.exits import Exit
from triage.cli.streams import watch_streams

_BETWEEN_COLLECTIONS = 50_000
"""A command holds on to most of what it makes until it ends: looking for cycles finds few."""

Homes = dict[str, tuple[str, str]]
"""Where each sub-command stands, `module:name`, and its line in the help."""

_COMMANDS: Homes = {
    "access": (
        "triage.cli.access:access",
        "Print everything a case holds about a person, for that person.",
    ),
    "assess": ("triage.cli.assess:assess", "Assess cases: typology, plan, and what is still open."),
    "batch": ("triage.cli.batch:batch", "Assess every row of a table."),
    "doctor": ("triage.cli.doctor:doctor", "Show versions and engines, and what is missing."),
    "erase": (
        "triage.cli.erase:erase",
        "Overwrite and remove a case, its history, and what is left of it beside its file.",
    ),
    "explain": ("triage.cli.explain:explain", "Say why, why not, and what would change it."),
    "interview": ("triage.cli.interview:interview", "Hold the conversation, question by question."),
    "journal": (
        "triage.cli.command:journal",
        "Note what is done with suggestions; follow up, verify and erase.",
    ),
    "programme": ("triage.cli.command:programme", "List and show programmes."),
    "rules": ("triage.cli.command:rules", "Check, test and show a rulebook."),
    "serve": ("triage.cli.serve:serve", "Serve the page and the HTTP API."),
    "sql": (
        "triage.cli.sql:sql",
        "Write a rulebook as views of a database, or check those there are.",
    ),
}
_JOURNAL: Homes = {
    "access": (
        "triage.cli.journal_access:access",
        "Print everything the journal holds about a person, for that person.",
    ),
    "agree": ("triage.cli.journal_working:agree", "Note what the person and you agreed on."),
    "anchor": ("triage.cli.journal_keeping:anchor", "Print the end of the journal, to keep it."),
    "backup": ("triage.cli.journal_keeping:backup", "Write a backup and the key that opens it."),
    "cases": ("triage.cli.journal_showing:cases", "List the cases, and who has them."),
    "changed": ("triage.cli.journal_working:changed", "Note that something in life has changed."),
    "confirm": ("triage.cli.journal_working:confirm", "Stand by what was suggested."),
    "decline": ("triage.cli.journal_working:decline", "Note that the person said no."),
    "depart": ("triage.cli.journal_working:depart", "Do otherwise than suggested, and say why."),
    "due": ("triage.cli.journal_showing:due", "Show what is due, in all cases."),
    "erase": ("triage.cli.journal_keeping:erase", "Erase a case, so that no key opens it."),
    "export": ("triage.cli.journal_keeping:export", "Write the journal as JSON Lines."),
    "follow-up": ("triage.cli.journal_working:follow_up", "Note that you asked how it goes."),
    "import": ("triage.cli.journal_keeping:take", "Take an export into an empty journal."),
    "init": ("triage.cli.journal_keeping:init", "Make a journal, or bring one up to date."),
    "page": ("triage.cli.journal_showing:page", "Print the page, with who stands by what."),
    "record": ("triage.cli.journal_working:record", "Note events from a file of JSON."),
    "replay": ("triage.cli.journal_showing:replay", "Have the last outcome of a case again."),
    "replace-key": ("triage.cli.journal_keeping:replace_key", "Give the journal a new key."),
    "restore": ("triage.cli.journal_keeping:restore", "Make a journal of a backup."),
    "run-out": ("triage.cli.journal_keeping:run_out", "List cases that are kept too long."),
    "show": ("triage.cli.journal_showing:show", "Show the history of a case."),
    "start": ("triage.cli.journal_working:start", "Note that what was agreed has begun."),
    "verify": ("triage.cli.journal_keeping:verify", "Say whether the journal is whole."),
    "vignette": ("triage.cli.journal_working:vignette", "Open a case of nobody, to assess alike."),
}
_PROGRAMME: Homes = {
    "agreement": (
        "triage.cli.programme_agreement:agree",
        "Say how alike staff assess the same case, from a journal.",
    ),
    "compare": (
        "triage.cli.programme_compare:compare_programmes",
        "Assess one case under several programmes.",
    ),
    "find": (
        "triage.cli.programme_find:find",
        "Find people who took a course and have no income, to invite them.",
    ),
    "fit": ("triage.cli.programme_fit:fit", "Write local rules fitted to a municipality."),
    "list": ("triage.cli.programme_show:list_programmes", "List the programmes at hand."),
    "municipalities": (
        "triage.cli.programme_municipalities:municipalities",
        "Compare municipalities: which methods fit which.",
    ),
    "report": (
        "triage.cli.programme_report:report",
        "Report how a programme is going, from a table of its participants.",
    ),
    "show": ("triage.cli.programme_show:show_programme", "Show a programme with its sources."),
    "simulate": (
        "triage.cli.programme_simulate:simulated",
        "Write a table of made-up participants, to try the report on.",
    ),
    "yearly": (
        "triage.cli.programme_yearly:yearly",
        "Count cases by year and typology, small numbers hidden.",
    ),
}
_RULES: Homes = {
    "approve": (
        "triage.cli.rules_approve:approve",
        "Record that a version of a rulebook was approved.",
    ),
    "balance": (
        "triage.cli.rules_balance:balance",
        "Compare what stored cases come to between groups of people.",
    ),
    "cases": (
        "triage.cli.rules_cases:cases",
        "Write the cases that are missing, or confirm those there are.",
    ),
    "check": ("triage.cli.rules_check:check", "Find everything wrong with a rulebook."),
    "diff": ("triage.cli.rules_diff:diff", "Say what differs between two versions of a rulebook."),
    "mutate": (
        "triage.cli.rules_mutate:mutate",
        "Say whether the cases would notice a slip.",
    ),
    "new": (
        "triage.cli.command:new",
        "Write a rulebook to begin with, or add an entry to one.",
    ),
    "rename": ("triage.cli.rules_rename:rename", "Give one thing of a rulebook another id."),
    "show": ("triage.cli.rules_show:show_rules", "List a rulebook in words."),
    "talk": ("triage.cli.rules_talk:talk", "Measure how long conversations are."),
    "test": ("triage.cli.rules_test:run_tests", "Run the golden cases of a rulebook."),
}
_NEW: Homes = {
    "rulebook": (
        "triage.cli.rules_new:rulebook",
        "Write a rulebook to begin with; `triage rules new DIR` does the same.",
    ),
    "question": ("triage.cli.new_entries:question", "Add a question."),
    "intervention": ("triage.cli.new_entries:intervention", "Add an intervention."),
    "rule": ("triage.cli.new_entries:rule", "Add a rule."),
    "case": ("triage.cli.new_case:case", "Write a golden case."),
    "translation": ("triage.cli.rules_new:translation", "Begin a translation, or go on with one."),
}


class LazyGroup(click.Group):
    """A group that knows the names and help lines of its commands without importing them."""

    def __init__(self, *arguments: Any, homes: Homes, **options: Any) -> None:
        """Take the sub-commands from `homes`."""
        super().__init__(*arguments, **options)
        self._homes = homes

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names."""
        return list(self._homes)

    # click calls it with both arguments.
    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import a sub-command."""
        if cmd_name not in self._homes:
            return None
        module, _, name = self._homes[cmd_name][0].partition(":")
        found = getattr(import_module(module), name)
        return found if isinstance(found, click.Command) else None

    def help_line(self, name: str) -> str:
        """Return what the help says of a sub-command."""
        return self._homes[name][1]

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find a sub-command; a mistyped one comes with the nearest."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            near = self._nearest(args[0])
            meant = f" Did you mean `{near}`?" if near else ""
            raise click.UsageError(f"{error.message}{meant}", ctx) from error

    def _nearest(self, name: str, cutoff: float = 0.6) -> str | None:
        from difflib import get_close_matches

        return next(iter(get_close_matches(name, self._homes, n=1, cutoff=cutoff)), None)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Return what the shell may complete, without importing the sub-commands."""
        names = [name for name in self._homes if name.startswith(incomplete)]
        found = [CompletionItem(name, help=self.help_line(name)) for name in names]
        return found + click.Command.shell_complete(self, ctx, incomplete)

    # click calls it with both arguments.
    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the sub-commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in self._homes.items()])


class NewGroup(LazyGroup):
    """The group of what can be begun: a name that is none of them is that of a new rulebook."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find a sub-command, unless the first word is nothing like one.

        What is more than one word, such as `my-rulebook`, is a folder and no slip of a command.
        """
        first = args[0]
        slip = first.isalpha() and self._nearest(first, 0.8)
        if first in self._homes or first.startswith("-") or slip:
            return super().resolve_command(ctx, args)
        return "rulebook", self.get_command(ctx, "rulebook"), args


def _version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        from triage.library import __version__

        click.echo(f"triage {__version__}")
        ctx.exit()


@click.group(
    cls=LazyGroup, homes=_COMMANDS, context_settings={"help_option_names": ["-h", "--help"]}
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_version,
    help="Show the version and exit.",
)
@click.option(
    "--root",
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False),
    help="Read rulebooks, and what they extend, from this folder only.",
)
def triage(root: str | None) -> None:
    """Propose a plan from an intake assessment, with the rules and answers behind it."""


@click.group(cls=LazyGroup, homes=_JOURNAL)
def journal() -> None:
    """Note what is done with suggestions; follow up, verify and erase.

    A suggestion is confirmed, or departed from with a reason, by an event of its own. Nothing
    that was noted is changed: a correction is an event, too.
    """


@click.group(cls=LazyGroup, homes=_PROGRAMME)
def programme() -> None:
    """List and show programmes."""


@click.group(cls=LazyGroup, homes=_RULES)
def rules() -> None:
    """Check, test and show a rulebook."""


@click.group(cls=NewGroup, homes=_NEW, name="new")
def new() -> None:
    """Write a rulebook to begin with, or add an entry to one.

    `triage rules new DIR` writes a rulebook to a new folder.
    """


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command and leave with its exit code; no error ever shows a traceback."""
    gc.set_threshold(_BETWEEN_COLLECTIONS)
    watch_streams()
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> Exit:
    """Run the command and give its exit code."""
    try:
        result = triage.main(arguments, prog_name="triage", standalone_mode=False)
        sys.stdout.flush()
    except click.UsageError as error:
        from triage.cli.failures import show_usage

        show_usage(error, sys.argv[1:] if arguments is None else arguments)
        return Exit.USAGE
    except (click.Abort, KeyboardInterrupt):
        return Exit.INTERRUPTED
    except SystemExit:  # click's own way out when what reads the output has gone
        return Exit.DONE
    except BaseException as error:  # noqa: BLE001 - whatever it is, people see words
        from triage.cli.failures import tell

        return tell(error)
    return Exit(result or Exit.DONE)
