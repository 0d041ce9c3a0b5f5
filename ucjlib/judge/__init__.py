"""Claims -> findings -> estimates: rules, decisions, denominators, reconciliation.

It suggests; a person decides.
"""
