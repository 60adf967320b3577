"""`quizterm demo` without a terminal, and a real process at each point where one matters."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from quizterm.cli.app import app
from quizterm.cli.exits import Exit
from quizterm.quiz.model import Kind
from quizterm.quiz.samples import sample_names
from tests.support.processes import Home

SHORT = """\
quizterm: 1
title: Short
questions:
  - ask: Which planet has the shortest day?
    options: [right: Jupiter, Mars, Earth]
  - ask: What is the capital of Australia?
    answer: Canberra
"""


@pytest.fixture
def short(tmp_path: Path) -> str:
    """A quiz of two questions."""
    file = tmp_path / "short.yaml"
    file.write_text(SHORT)
    return str(file)


async def played(home: Home, *more: str) -> Any:
    finished = await home.run("demo", "--headless", "--json", *more)
    assert (finished.status, finished.err) == (0, "")
    return json.loads(finished.out)


async def test_prints_one_json_document_with_the_players_best_first(home: Home) -> None:
    document = await played(home, "--players", "40", "--seed", "7")

    players = document["players"]
    assert len(players) == 40
    assert {"rank", "name", "score", "right", "wrong"} <= players[0].keys()
    assert players == sorted(players, key=lambda player: (player["rank"], -player["score"]))
    assert players[0]["rank"] == 1
    assert players[0]["right"] > 0
    assert document["session"]["title"] == "General knowledge"
    assert len(document["questions"]) > 4
    assert not home.data.exists()


async def test_the_same_seed_gives_the_same_game(home: Home, short: str) -> None:
    first, second = await played(home, short, "--seed", "7"), await played(home, short, "--seed", "7")
    other = await played(home, short, "--seed", "8")

    for document in (first, second, other):
        document["session"].pop("code")
    assert first == second
    assert names_in(first) != names_in(other)


async def test_the_same_seed_gives_the_same_standings_when_only_right_answers_count(
    home: Home, short: str
) -> None:
    accuracy = (short, "--seed", "7", "--scoring", "accuracy")
    first, second = await played(home, *accuracy), await played(home, *accuracy)
    by_speed = await played(home, short, "--seed", "7")

    assert first["players"] == second["players"]
    assert names_in(first) == names_in(by_speed)
    assert {player["score"] for player in first["players"]} <= {0, 1000, 2000}


def names_in(document: Any) -> set[str]:
    return {player["name"] for player in document["players"]}


async def test_two_hundred_players_fit(home: Home, short: str) -> None:
    assert len(names_in(await played(home, short, "--players", "200"))) == 200


async def test_plays_every_kind(home: Home) -> None:
    finished = await home.run("demo", "every-kind", "--headless", "--json")

    kinds = {question["kind"] for question in json.loads(finished.out)["questions"]}
    assert kinds == set(Kind)


@pytest.mark.parametrize("name", sample_names())
def test_every_sample_can_be_played(name: str) -> None:
    result = CliRunner().invoke(app, ["demo", name, "--headless", "--players", "3"])

    assert (result.exit_code, result.stderr) == (0, "")


async def test_without_a_terminal_it_prints_a_table(home: Home) -> None:
    finished = await home.run("demo", "--players", "5")

    lines = finished.out.splitlines()
    assert (finished.status, finished.err) == (0, "")
    assert lines[0] == "General knowledge"
    assert lines[2].split() == ["rank", "name", "score", "right", "wrong"]
    assert len(lines[3:]) == 5
    assert lines[3].split()[0] == "1"


async def test_a_reader_that_goes_away_gets_no_traceback(home: Home) -> None:
    reading, writing = os.pipe()
    os.close(reading)

    finished = await home.run("demo", "--players", "2", out=writing)

    os.close(writing)
    assert (finished.status, finished.err) == (1, "")


async def test_a_full_disk_is_told_in_a_sentence(home: Home) -> None:
    full = os.open("/dev/full", os.O_WRONLY)

    finished = await home.run("demo", "--players", "2", out=full)

    os.close(full)
    assert finished.status == Exit.FAILED
    assert finished.err == "The output cannot be written: No space left on device.\n"


async def test_json_fits_any_encoding(home: Home) -> None:
    home.variables["PYTHONIOENCODING"] = "latin-1"

    finished = await home.run("demo", "japanese", "--json", "--players", "2")

    assert finished.out.isascii()
    assert any(ord(letter) > 255 for letter in json.loads(finished.out)["questions"][0]["text"])


async def test_hosting_needs_a_terminal(home: Home) -> None:
    finished = await home.run("demo", "--host")

    assert finished.status == Exit.NO_TERMINAL


async def test_a_host_without_a_screen_is_a_contradiction(home: Home) -> None:
    finished = await home.run("demo", "--host", "--headless")

    assert finished.status == Exit.USAGE
    assert "leave out --headless" in finished.err


async def test_at_a_terminal_it_plays_on_the_screen(home: Home, short: str) -> None:
    async with home.terminal("demo", short, "--players", "2") as demo:
        await demo.until("3 players")
        demo.type("n")
        await demo.until("Which planet has the shortest day?")
        demo.type("\x03")

        assert await demo.ended() == 0


async def test_at_a_terminal_one_can_host_the_bots(home: Home, short: str) -> None:
    async with home.terminal("demo", short, "--host", "--players", "2") as demo:
        await demo.until("2 players")
        demo.type("\x03")

        assert await demo.ended() == 0
