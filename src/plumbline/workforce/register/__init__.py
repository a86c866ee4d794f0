"""The register of staff: extracts from HR, who counts as a technician, and counts as at any day."""
