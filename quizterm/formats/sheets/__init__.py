"""Sheets: workbooks and separated text of Kahoot, Wayground, Blooket, Gimkit, ClassQuiz and teachers' own."""
