"""What a page names exists: commands, options, settings, folders, targets of make."""

import inspect
import re
import shlex

from tests.docs.writing import PAGES, ROOT

from leerweg.cli.app import app
from leerweg.cli.reference import commands, option_names
from leerweg.settings import Settings

_COMMAND = re.compile(r"^(?:    |\$ )?(leerweg [a-z].*)$|`(leerweg [a-z][^`]*)`", re.MULTILINE)
COMMANDS = {
    name: {
        option for one in inspect.signature(callback, eval_str=True).parameters.values() for option in option_names(one)
    }
    for name, callback in commands(app, "leerweg")
}


def typed_in(text):
    """The commands of a page that are whole: those that the page cuts short with … or | are not."""
    for line, quoted in _COMMAND.findall(text):
        typed = line or quoted
        if not re.search(r"[…|<]|\bCOMMAND\b", typed.partition("  #")[0]):
            yield typed


def test_every_command_exists_with_its_options():
    """Whoever copies a command from a page can run it."""
    seen = set()
    for page in PAGES:
        for typed in typed_in(page.read_text(encoding="utf-8")):
            words = shlex.split(typed, comments=True)
            named = next((name for name in COMMANDS if words[: len(name.split())] == name.split()), None)
            if named is None:
                assert any(name.startswith(" ".join(words) + " ") for name in COMMANDS), f"{page.name}: {typed}"
                continue
            options = {word for word in words if word.startswith("--")} - {"--help"}
            assert options <= COMMANDS[named], f"{page.name}: {typed}"
            seen.add(named)
    assert seen == set(COMMANDS)


def test_every_setting_exists():
    """Whoever sets a variable that a page names is heard."""
    known = {f"LEERWEG_{name.upper()}" for name in Settings.model_fields}
    named = {name for page in PAGES for name in re.findall(r"LEERWEG_[A-Z_]*[A-Z]", page.read_text(encoding="utf-8"))}
    assert named - {"LEERWEG_NAME"} <= known


def test_every_target_of_make_exists():
    """Whoever types `make …` from a page gets it made."""
    made = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        named = {*re.findall(r"`make ([a-z]+)[^`]*`", text), *re.findall(r"^make ([a-z]+)", text, re.MULTILINE)}
        assert named <= made, page.name


def test_the_folder_map_is_complete():
    """The README explains every folder of the repository, and none that is not there."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    explained = set(re.findall(r"^\| `([a-z]+)/", readme, re.MULTILINE))
    ignored = set(re.findall(r"^([a-z_]+)/$", (ROOT / ".gitignore").read_text(encoding="utf-8"), re.MULTILINE))
    there = {folder.name for folder in ROOT.iterdir() if folder.is_dir() and folder.name[0] not in "._"}
    assert explained == there - ignored
