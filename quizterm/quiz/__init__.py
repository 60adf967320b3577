"""What a quiz is: questions of every kind, their keys, answers, checking and the sample quizzes."""
