"""The command line: a thin face over the same rooms as the web."""
