"""`docs/operating.md`: how to see whether a server is well."""

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

from prometheus_client.parser import text_string_to_metric_families

from docs.generate.docstrings import field_docs
from docs.generate.markdown import table
from quizterm_server.exposition import PREFIX, Census, Exposition
from quizterm_server.limits import LONGEST_WAIT, MOST_SOURCES
from quizterm_server.metrics import Ending, Metrics, Turned
from quizterm_server.settings import ServerSettings
from quizterm_server.visit import Role

TEMPLATE = Path(__file__).with_name("operating.in.md")
NOBODY = Census(
    connections=dict.fromkeys((*Role, "none"), 0), players=0, sessions=0, sessions_standing_still=0
)
FREE = {"le", "version"}
"""Labels whose values say nothing about what can happen."""


def operating() -> str:
    """The whole document as Markdown."""
    settings = ServerSettings.model_fields
    filled = {
        "metrics": table(("name", "kind", "labels", "what"), list(_metrics())),
        "endings": _meanings(Ending),
        "refusals": _meanings(Turned),
        "longest_wait": f"{LONGEST_WAIT:g}",
        "most_sources": f"{MOST_SOURCES:,}",
    }
    budgets = ("connection_burst", "connection_rate", "join_burst", "join_rate", "wrong_codes_per_minute")
    logins = ("password_workers", "password_queue", "wrong_passwords", "wrong_passwords_per_minute")
    lasting = ("registrations_per_hour", "access_seconds", "refresh_days", "login_days")
    kept = ("max_quizzes", "max_versions", "max_quiz_bytes")
    filled |= {name: f"{settings[name].default:,}" for name in lasting + kept}
    filled |= {name: f"{settings[name].default:,g}" for name in budgets + logins}
    filled["registration"] = settings["registration"].default
    text = TEMPLATE.read_text(encoding="utf-8")
    for name, value in filled.items():
        text = text.replace("{{" + name + "}}", value)
    return text


def _metrics() -> Iterator[tuple[str, ...]]:
    page = Exposition(Metrics(), lambda: NOBODY).page().decode()
    for family in text_string_to_metric_families(page):
        if family.name.startswith(PREFIX):
            ending = "_total" if family.type == "counter" else ""
            labels: dict[str, list[str]] = {}
            for sample in family.samples:
                for label, value in sample.labels.items():
                    labels.setdefault(label, []).append(value)
            told = "; ".join(_label(label, values) for label, values in labels.items() if label not in FREE)
            yield f"`{family.name}{ending}`", family.type, told, family.documentation


def _label(name: str, values: list[str]) -> str:
    return f"`{name}`: {', '.join(values)}" if len(values) <= len(Role) + 1 else f"`{name}`"


def _meanings(kinds: type[StrEnum]) -> str:
    docs = field_docs(kinds)
    return table(("reason", "what it means"), [(f"`{kind}`", docs[kind.name]) for kind in kinds])
