"""Moodle's text format GIFT."""
