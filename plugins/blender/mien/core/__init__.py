# SPDX-License-Identifier: GPL-3.0-or-later
"""What can be computed without Blender: names, mappings, rotations, keys, and talking to the daemon."""
