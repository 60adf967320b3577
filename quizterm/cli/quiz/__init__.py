"""`quizterm quiz …`: writing quizzes, and bringing the ones you have."""
