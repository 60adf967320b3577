"""Quiz files that are edited in tests."""

import re

FILE = """\
# My quiz, for Mondays
quizterm: 1
title: Ports  # short

# How it is played
seconds: 30   # enough
questions:

  # The easy ones

  # SSH first
  - ask: Which port?  # SSH
    options:
      - 21
      # the one of 1995
      - right: 22     # Ylönen
      - 80
    # it matters
    shuffle: true

  - # numbers
    ask: How many bits?
    answer: 128
    tolerance: 2   # generous
    unit: bits
    code:  # shown
      console: |+
        $ ping6 ::1
        # no comment


  # A break
  - open: yes
    ask: >
      What is
      unclear?
    seconds: 0

  # The end
# Really
"""
COMMENTS = [comment for comment in re.findall("# .*", FILE) if comment != "# no comment"]

BRACES = """\
# in braces
{quizterm: 1, title: T, questions: [{ask: Q, answer: true}, # first
  {ask: R, answer: [a, b]}]}
"""
