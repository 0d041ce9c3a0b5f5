"""Likely causes of a disagreement: hypotheses, what they look at, and how they are ranked."""
