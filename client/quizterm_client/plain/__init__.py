"""Line mode: one line per event, for screen readers, simple terminals and pipes; no screen is drawn."""
