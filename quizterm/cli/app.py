"""`quizterm`: all its commands, for help, documents and tests; `quizterm.cli.main` runs one."""

from quizterm.cli.tree import tree

app = tree()
