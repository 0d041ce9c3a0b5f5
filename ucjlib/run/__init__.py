"""Files, notebooks, editions and the command line: the only room that reads and writes."""

# The day the collection of figures was closed: "today" of the notebooks and the command line unless told.
COLLECTED_UNTIL = "2026-05-31"
