"""What a person has set, at a real terminal."""

from tests.support.machines import Machine

QUIZ = """
quizterm: 1
title: Trial
reading: 0
seconds: 0
questions:
  - ask: Which one is an editor?
    options: [less, {right: vim}]
"""


async def test_chosen_keys_and_colours_are_those_of_a_real_terminal(here: Machine) -> None:
    here.home.config_file.parent.mkdir(parents=True)
    here.home.config_file.write_text('theme = "contrast"\n[keys]\n"answer.b" = "j"\n"player.leave" = "F1"\n')
    wrong = here.open("play", here.quiz(QUIZ))
    assert await wrong.ended() != 0
    assert "config.toml:4: F1 would mean two things: player.leave and player.help." in " ".join(
        wrong.written.split()
    )

    here.home.config_file.write_text('theme = "contrast"\n[keys]\n"answer.b" = "j"\n')
    play = here.open("play", here.quiz(QUIZ))
    await play.until("Space")
    play.press("Space")
    await play.until("1 j answer")
    play.press("j")
    await play.until("Right, in")
    play.press("Ctrl-C")

    assert await play.ended() == 0
    assert b"48;2;0;0;0" in play.raw


async def test_a_bell_and_buttons_at_a_real_terminal(here: Machine) -> None:
    demo = here.open("demo", here.quiz(QUIZ), "--seed", "1", "--buttons", "--bell")
    await demo.until("start")
    demo.press("n")
    await demo.until(lambda screen: "◆ ██" in screen and "vim" not in screen)
    demo.press("Ctrl-C")

    assert await demo.ended() == 0
    assert b"\x07" in demo.raw
