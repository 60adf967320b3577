"""Settings for all tests."""

from hypothesis import settings

# A loaded machine makes any example slow now and then, which says nothing about the code.
settings.register_profile("quizterm", deadline=None)
settings.load_profile("quizterm")
