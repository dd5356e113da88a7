"""The pictures of the documentation, drawn by `python -m docs.sheets.face`, `.texture` and `.performance`."""
