"""The colours that a person has set."""

from textual.app import App

from quizterm_client.themes import use_themes


async def test_a_screen_is_dark_unless_a_light_one_is_chosen() -> None:
    app = App[None]()
    use_themes(app)
    async with app.run_test():
        assert app.current_theme.dark
        use_themes(app, "light")
        assert not app.current_theme.dark
