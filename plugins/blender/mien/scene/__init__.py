# SPDX-License-Identifier: GPL-3.0-or-later
"""Changes to Blender's data: characters found, mappings kept, takes baked. No panels, no buttons."""
