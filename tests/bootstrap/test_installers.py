"""The best installer of the machine is tried first, and where there is none, the person is told what to install."""

from __future__ import annotations

from pathlib import Path

import pytest

from community.bootstrap.installers import Installer, available_installers, is_missing
from community.bootstrap.trouble import SetupError

PYTHON = "/usr/bin/python3"
PIP_23 = "pip 23.0.1 from /usr/lib/python3/dist-packages/pip (python 3.11)\n"
PIP_22_2 = "pip 22.2.2 from /usr/lib/python3/dist-packages/pip (python 3.11)\n"


def found_on(*, uv: bool = False, pip: str | None = None, lacking: tuple[str, ...] = ()) -> list[Installer]:
    """What is found on a machine that has this and lacks that."""

    def answer(command: list[str]) -> str | None:
        return "uv 0.9.1" if command[0] == "/bin/uv" and uv else pip if "pip" in command else None

    return list(
        available_installers(
            PYTHON, which=lambda name: f"/bin/{name}", answer=answer, missing=lambda module: module in lacking
        )
    )


def test_uv_comes_first_and_pip_stands_by() -> None:
    assert [installer.name for installer in found_on(uv=True, pip=PIP_23)] == ["uv", "pip"]


def test_a_uv_on_the_path_that_does_not_answer_is_passed_over() -> None:
    assert [installer.name for installer in found_on(uv=False, pip=PIP_23)] == ["pip"]


def test_the_machines_own_pip_installs_from_outside() -> None:
    (pip,) = found_on(pip=PIP_23)

    assert not pip.needs_pip_inside


def test_a_pip_too_old_to_install_elsewhere_is_not_used() -> None:
    (pip,) = found_on(pip=PIP_22_2)

    assert pip.needs_pip_inside


def test_without_any_pip_one_is_put_inside() -> None:
    (pip,) = found_on()

    assert pip.needs_pip_inside


def test_ensurepip_is_not_missed_where_uv_installs() -> None:
    assert [installer.name for installer in found_on(uv=True, lacking=("ensurepip",))] == ["uv"]


@pytest.mark.parametrize("lacking", [("ensurepip",), ("venv",), ("venv", "ensurepip")])
def test_a_machine_that_can_install_nothing_is_told_what_to_install(lacking: tuple[str, ...]) -> None:
    with pytest.raises(SetupError, match="apt install python3-venv"):
        found_on(lacking=lacking)


@pytest.mark.parametrize("uv", [True, False])
def test_every_installer_checks_hashes(uv: bool) -> None:
    assert all("--require-hashes" in installer.command for installer in found_on(uv=uv, pip=PIP_23))


def test_a_command_names_the_lock_and_the_python_even_with_spaces() -> None:
    uv, pip = found_on(uv=True, pip=PIP_23)
    lock, python = Path("/a b/requirements.lock"), Path("/a b/.venv/bin/python")

    assert all({str(lock), str(python)} <= set(installer.installing(lock, python)) for installer in (uv, pip))


def test_a_module_of_this_python_is_not_missing() -> None:
    assert not is_missing("json")


def test_a_module_that_does_not_exist_is_missing() -> None:
    assert is_missing("there_is_no_such_module")


def test_an_empty_folder_in_place_of_a_module_counts_as_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "hollowed_out").mkdir()
    monkeypatch.syspath_prepend(tmp_path)

    assert is_missing("hollowed_out")
