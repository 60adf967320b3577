"""Moodle XML: what Moodle exports, with everything that teachers and other programs have made of it."""
