"""`quizterm register`, `login`, `logout`, `whoami`, `account` and `admin`."""
