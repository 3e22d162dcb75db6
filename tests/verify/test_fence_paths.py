"""What a session may read outside its own folder."""

import sys

import pytest

from kbtools.verify import fence_paths


def test_packages_that_a_pth_file_adds_can_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Those of another environment; any other folder on the path may hold what is personal."""
    fence_paths.interpreter_folders.cache_clear()
    monkeypatch.setattr(sys, "path", [*sys.path, "/elsewhere/lib/site-packages", "/elsewhere/diary"])

    assert "/elsewhere/lib/site-packages" in fence_paths.interpreter_folders()
    assert "/elsewhere/diary" not in fence_paths.interpreter_folders()
