"""Line mode for programs: the three faces as JSON objects, one a line, in both directions."""
