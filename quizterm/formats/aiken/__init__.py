"""Moodle's plainest text format, Aiken."""
