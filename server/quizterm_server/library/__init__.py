"""The library: quizzes that are kept on a server, with owners."""
