"""Generated documents are in step with the code, and everything that needs a document has one."""

import re
from pathlib import Path

import pytest

from docs.generate import documents
from quizterm.errors import ErrorCode
from quizterm.formats import parse_quiz
from quizterm.protocol.closing import CloseReason

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"


@pytest.fixture(scope="module")
def fresh() -> dict[str, str]:
    return documents()


@pytest.mark.parametrize(
    "name", ["asyncapi.json", "protocol.md", "cli.md", "keys.md", "operating.md", "quiz.schema.json"]
)
def test_a_generated_document_is_what_the_code_says(name: str, fresh: dict[str, str]) -> None:
    """When this fails: `make docs`."""
    assert (DOCS / name).read_text(encoding="utf-8") == fresh[name]


def test_every_refusal_and_close_code_has_a_meaning_in_the_protocol(fresh: dict[str, str]) -> None:
    for code in ErrorCode:
        assert re.search(rf"\| `{code}` \| \S", fresh["protocol.md"]), code
    for reason in CloseReason:
        assert re.search(rf"\| {int(reason)} \| `{reason.name.lower()}` \| \S", fresh["protocol.md"]), reason


def test_links_between_documents_lead_somewhere() -> None:
    for document in (*DOCS.glob("*.md"), *ROOT.glob("*.md")):
        for target in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", document.read_text(encoding="utf-8")):
            assert (document.parent / target).exists(), f"{document.name}: {target}"


def test_anchors_inside_the_protocol_lead_somewhere(fresh: dict[str, str]) -> None:
    text = fresh["protocol.md"]
    anchors = {heading.lower().replace(" ", "-") for heading in re.findall(r"^#+ (.+)$", text, re.MULTILINE)}
    assert set(re.findall(r"\]\(#([^)]+)\)", text)) <= anchors


def test_the_quiz_in_the_readme_can_be_hosted() -> None:
    (example,) = re.findall(r"```yaml\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)

    assert len(parse_quiz(example).questions) == 4
