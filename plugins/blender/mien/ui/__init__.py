# SPDX-License-Identifier: GPL-3.0-or-later
"""User interface: panels, buttons, preferences."""
