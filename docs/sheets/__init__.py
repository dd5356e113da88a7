"""The pictures of the documentation, drawn by `python -m docs.sheets.face` and `python -m docs.sheets.performance`."""
