"""What all foreign formats share: files, limits, reports, and the list of formats."""
