"""What a number, a date and a table are. Imports nothing else of the project."""
