"""Our quizzes as JSON for other programs: the fields of the model, one to one."""
