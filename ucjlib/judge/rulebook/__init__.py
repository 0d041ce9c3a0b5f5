"""The rules, a few to a file by what they speak of; `ucjlib.judge.rules` lists them all."""
