"""Where sessions are kept so that nothing of them is lost: the log, and what is read back from it."""
