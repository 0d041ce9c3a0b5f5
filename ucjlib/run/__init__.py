"""Files, notebooks, editions and the command line: the only room that reads and writes."""
