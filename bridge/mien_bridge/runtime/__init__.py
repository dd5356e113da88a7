"""The process around the work: console, signals, log, progress, limits of threads and of garbage collection."""
