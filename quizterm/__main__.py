"""`python -m quizterm` is `quizterm`."""

from quizterm.cli.main import main

if __name__ == "__main__":
    main()
