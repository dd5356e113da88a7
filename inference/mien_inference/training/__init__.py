"""Making and evaluation of the shipped weights: corpora, targets, trainers, evaluations."""
