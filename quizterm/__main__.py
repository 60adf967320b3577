"""`python -m quizterm` is `quizterm`."""

from quizterm.cli.app import main

if __name__ == "__main__":
    main()
