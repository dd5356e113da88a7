"""Provenance: what is made here says so."""
