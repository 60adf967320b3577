"""What is left until it is needed works as ever when it is."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import FrozenInstanceError, dataclass, field
from typing import Annotated, Any

import pytest
import typer

from quizterm.cli import sooner
from tests.support import thrift


@pytest.fixture
def _later(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Methods of the dataclasses of this test are made later."""
    with monkeypatch.context() as patch:
        if (create := getattr(__import__("dataclasses"), "_create_fn", None)) is not None:
            patch.setattr("dataclasses._create_fn", create)
        sooner.make_methods_later()
        yield


@pytest.mark.usefixtures("_later")
def test_a_dataclass_does_all_that_it_does_otherwise() -> None:
    @dataclass(frozen=True, slots=True, order=True)
    class Pair:
        first: int
        second: list[int] = field(default_factory=list, hash=False, repr=False)

    pair = Pair(1)

    assert repr(pair).endswith("Pair(first=1)")
    assert (pair, hash(pair)) == (Pair(1), hash(Pair(1)))
    assert pair != Pair(2)
    assert Pair(1, [1]) < Pair(1, [2]) <= Pair(2)
    with pytest.raises(FrozenInstanceError, match="cannot assign to field 'first'"):
        pair.first = 2  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError, match="cannot delete field 'first'"):
        del pair.first


@pytest.mark.usefixtures("_later")
def test_a_method_of_ones_own_stays_and_one_that_is_inherited_knows_its_class() -> None:
    @dataclass(frozen=True)
    class Animal:
        name: str

        def __repr__(self) -> str:
            return f"<{self.name}>"

    @dataclass(frozen=True)
    class Cat(Animal):
        lives: int = 9

    assert repr(Animal("a")) == "<a>"
    assert repr(Cat("a")).endswith("Cat(name='a', lives=9)")
    assert Animal("a") != Cat("a")
    assert Cat.__eq__.__qualname__.endswith("Cat.__eq__")


@pytest.mark.usefixtures("_later")
def test_a_dataclass_that_holds_itself_is_written_once() -> None:
    @dataclass
    class Ring:
        next: object = None

    ring = Ring()
    ring.next = ring

    assert repr(ring).endswith("Ring(next=...)")


@pytest.mark.skipif(sys.version_info >= (3, 13), reason="all methods of a class are compiled at once there")
@pytest.mark.usefixtures("_later")
def test_what_is_never_called_is_never_compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[str] = []
    run = exec

    def compiling(text: str, *where: Any) -> None:
        compiled.append(text)
        run(text, *where)

    monkeypatch.setattr("builtins.exec", compiling)

    @dataclass
    class Pair:
        first: int

    made = len(compiled)
    assert Pair(1) == Pair(1)
    assert Pair(1) == Pair(1)

    assert made == 1, "the one that makes an instance"
    assert len(compiled) == 2


def test_a_player_checks_messages_with_schemas_without_types() -> None:
    program = (
        "import sys\n"
        "from quizterm.cli.sooner import load_schemas_untyped\n"
        "load_schemas_untyped()\n"
        "import typing, typing_extensions, pydantic_core.core_schema as schemas\n"
        "assert schemas.IntSchema.__mro__[-2] is dict\n"
        "assert not hasattr(schemas.IntSchema, '__required_keys__')\n"
        "class Point(typing_extensions.TypedDict):\n"
        "    x: int\n"
        "assert Point.__required_keys__ == {'x'}\n"
        "from pydantic import TypeAdapter, ValidationError\n"
        "assert TypeAdapter(Point).validate_json('{\"x\": 1}') == {'x': 1}\n"
        "try:\n"
        "    TypeAdapter(Point).validate_json('{}')\n"
        "except ValidationError:\n"
        "    sys.exit(0)\n"
        "sys.exit('nothing was checked')\n"
    )
    unmeasured = os.environ | {thrift.MEASURED_PROCESSES: ""}

    subprocess.run([sys.executable, "-c", program], check=True, env=unmeasured)


def _shouted(value: str | None) -> str:
    return (value or "nobody").upper()


def _command(
    needed: Annotated[int, typer.Argument()],
    maybe: Annotated[int | None, typer.Option()] = None,
    plain: Annotated[bool | None, typer.Option("--plain/--no-plain")] = None,
    many: Annotated[list[int] | None, typer.Option()] = None,
    name: Annotated[str | None, typer.Option(callback=_shouted)] = None,
) -> None:
    typer.echo(f"{needed} {maybe} {plain} {many or None} {name}")


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        pytest.param("1", "1 None None None NOBODY", id="little"),
        pytest.param(
            "1 --maybe 2 --no-plain --many 3 --many 4 --name a", "1 2 False [3, 4] A", id="everything"
        ),
    ],
)
def test_a_command_hears_what_is_said_and_nothing_of_the_rest(
    said: str, heard: str, capsys: pytest.CaptureFixture[str]
) -> None:
    command = _root()

    command(said.split(), standalone_mode=False)

    assert capsys.readouterr().out == f"{heard}\n"


@pytest.mark.parametrize("said", ["", "one", "1 --maybe two"])
def test_what_is_missing_or_wrong_is_told_as_ever(said: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        _root()(said.split())

    assert ended.value.code == 2
    assert "Usage" in capsys.readouterr().err


def test_nothing_finds_out_what_the_unsaid_could_be(capsys: pytest.CaptureFixture[str]) -> None:
    asked: list[str] = []
    root = _root(asked.append)

    root(["1"], standalone_mode=False)

    assert asked == ["needed", "many"]
    assert capsys.readouterr().out


def _root(asked: Callable[[str], None] = lambda name: None) -> Any:
    """A command that passes over what is unsaid; tells which parameters are looked at all the same."""
    app = typer.Typer(add_completion=False, rich_markup_mode=None)
    app.command()(_command)
    root = typer.main.get_command(app)
    for parameter in root.params:
        vars(parameter)["process_value"] = _told(asked, parameter)
    sooner.pass_over_unsaid(root)
    return root


def _told(asked: Callable[[str], None], parameter: Any) -> Callable[[Any, Any], Any]:
    process = parameter.process_value

    def told(context: Any, value: Any) -> Any:
        asked(parameter.name)
        return process(context, value)

    return told
