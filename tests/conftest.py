"""What holds for all tests."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("lavra", settings.get_profile(settings.get_current_profile_name()), deadline=None)
settings.load_profile("lavra")
"""A slow machine is not a failed test. In CI hypothesis' own profile stays beneath: the same examples each time."""
