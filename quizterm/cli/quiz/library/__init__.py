"""`quizterm quiz`: the commands about quizzes that are kept on a server."""
