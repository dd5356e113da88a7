"""How the shipped weights were made, and how well they do: corpora, targets, trainers, evaluations."""
