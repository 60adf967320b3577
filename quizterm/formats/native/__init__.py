"""QuizTerm's own format: YAML that a teacher can write without a manual."""
