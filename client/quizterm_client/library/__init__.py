"""Quizzes of a server's library as this machine knows them."""
