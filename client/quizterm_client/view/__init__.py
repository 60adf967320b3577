"""From snapshots to what is drawn: plain words and numbers, no screen library."""
