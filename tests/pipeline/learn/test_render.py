"""Pages as images."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING

import pytest
from PIL import Image, ImageStat

from corpus.errors import ToolMissingError
from pipeline.learn.render import Print, Wear, compose, draw, wear
from pipeline.learn.typefaces import installed

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "PORTARIA Nº 5\nFica instituída a comissão encarregada da distribuição de sementes aos municípios atingidos pela estiagem."


@pytest.fixture(scope="module")
def setting() -> Print:
    try:
        return Print(installed()[0][1], 10, 2.4)
    except ToolMissingError as error:
        pytest.skip(str(error))


@pytest.fixture(scope="module")
def page(setting: Print) -> Image.Image:
    return draw(compose(TEXT, setting), setting, dpi=150)


def test_composed_lines_are_the_text(setting: Print) -> None:
    lines = compose(TEXT, setting)
    assert len(lines) > 3
    assert "\n".join(lines).replace("-\n", "").split() == TEXT.split()


def test_words_are_parted_before_a_syllable(setting: Print) -> None:
    parted = [line for line in compose("administração " * 30, setting) if line.endswith("-")]
    assert parted
    assert all(line.rpartition(" ")[2][:-1] in {"admi", "admi-nis", "adminis", "administra", "administr"} for line in parted)


def dice(seed: int = 1) -> Random:
    return Random(seed)  # noqa: S311  # wear, not a secret


def test_the_same_dice_give_the_same_page(page: Image.Image) -> None:
    how = Wear(dpi=150, blur=1, skew=0.3, noise=0.1, specks=0.001, bleed=0.1, shade=0.2, threshold=140)
    assert wear(page, how, dice(3)).tobytes() == wear(page, how, dice(3)).tobytes()
    assert wear(page, how, dice(3)).tobytes() != wear(page, how, dice(4)).tobytes()


def test_no_wear_changes_nothing(page: Image.Image) -> None:
    assert wear(page.copy(), Wear(dpi=150), dice(1)).tobytes() == page.tobytes()


@pytest.mark.parametrize(
    "change",
    [
        {"blur": 2.0},
        {"skew": 0.5},
        {"noise": 0.1},
        {"specks": 0.002},
        {"bleed": 0.2},
        {"shade": 0.3},
        {"spread": 1},
        {"spread": -1},
        {"threshold": 120},
    ],
    ids=str,
)
def test_each_kind_of_wear_shows(page: Image.Image, change: dict[str, float]) -> None:
    worn = wear(page.copy(), replace(Wear(dpi=150), **change), dice(1))  # type: ignore[arg-type]  # one of its fields
    assert worn.size == page.size
    assert worn.tobytes() != page.tobytes()


def test_ink_that_runs_darkens_and_ink_that_wears_off_pales(page: Image.Image) -> None:
    def light(spread: int) -> float:
        return ImageStat.Stat(wear(page, Wear(dpi=150, spread=spread), dice(1))).mean[0]

    assert light(1) < light(0) < light(-1)


def test_two_levels_are_two(page: Image.Image) -> None:
    worn = wear(page, Wear(dpi=150, noise=0.2, threshold=128), dice(1))
    assert {level for level, count in enumerate(worn.histogram()) if count} == {0, 255}


def test_no_typeface_names_the_packages(tmp_path: Path) -> None:
    with pytest.raises(ToolMissingError, match=r"apt-get install fonts-dejavu fonts-freefont-ttf fonts-liberation"):
        installed((tmp_path, tmp_path / "absent"))
