"""Measurements that print a table with the machine, and write JSON; none asserts a time."""
