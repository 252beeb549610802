"""The values that cross the rooms: deliveries and their records, findings, answers. No engine, no web."""
