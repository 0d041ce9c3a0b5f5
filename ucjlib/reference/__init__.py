"""What is known beforehand, dated, with its legal source: regions, words, rules, targets."""
