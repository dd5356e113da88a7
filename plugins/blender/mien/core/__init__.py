# SPDX-License-Identifier: GPL-3.0-or-later
"""Computation without Blender: names, mappings, rotations, keys, and talking to the daemon."""
