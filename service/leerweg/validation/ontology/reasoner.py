"""Asking a reasoner (HermiT, through owlready2) whether an ontology contradicts itself."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from leerweg.errors import ConfigurationError, OntologyError, WorkLimitError

__all__ = ["Verdict", "reason"]

_PROGRAM = Path(__file__).with_name("hermit.py")
_MEGABYTES = 1024
"""Ceiling of the Java heap; our ontology with its code lists needs a tenth of it."""

_JAVA_OPENING = 'Exception in thread "main" '


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the reasoner found: whether the ontology is consistent, and the IRIs of classes that can have no member."""

    consistent: bool
    unsatisfiable: tuple[str, ...]


def reason(ntriples: bytes, *, seconds: float) -> Verdict:
    """The reasoner's verdict on an ontology given as N-Triples.

    Raises ConfigurationError where no Java runtime is found, WorkLimitError when the reasoner takes longer than
    `seconds` (it is then ended), OntologyError when it cannot work with the ontology at all (it is not OWL 2 DL).
    """
    java = shutil.which("java")
    if java is None:
        raise _java_needed("no 'java' is on the PATH.")
    with tempfile.TemporaryDirectory(prefix="leerweg-reasoner-") as folder:
        file = Path(folder, "ontology.nt")
        file.write_bytes(ntriples)
        answer = _run([sys.executable, "-P", str(_PROGRAM), str(file), java, str(_MEGABYTES)], folder, seconds)
    return _verdict(answer)


def _run(command: list[str], folder: str, seconds: float) -> str:
    """The output of the program. It gets `folder` for its scratch files and leaves no process behind."""
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env={**os.environ, "TMPDIR": folder, "TEMP": folder, "TMP": folder},
        start_new_session=True,
    )
    with process:
        try:
            output, complaint = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            raise WorkLimitError(
                f"The reasoner gave no verdict within {seconds:g} seconds and was stopped.",
                where="ontology check",
                remedy="Allow more time, or look for an axiom that makes reasoning expensive.",
            ) from None
        finally:
            _end(process)
    if process.returncode != 0:
        raise _unusable(complaint)
    return output


def _end(process: subprocess.Popen[str]) -> None:
    """End the program and the Java it started, where they still run."""
    if process.poll() is not None:
        return
    if hasattr(os, "killpg"):
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()


def _verdict(answer: str) -> Verdict:
    found = json.loads(answer)
    if failure := found["failure"]:
        if "UnsupportedClassVersionError" in failure or "java.lang." not in failure:
            raise _java_needed(f"the one on the PATH does not run: {_last_line(failure)}")
        raise _unusable(failure)
    return Verdict(found["consistent"], tuple(found["unsatisfiable"]))


def _java_needed(why: str) -> ConfigurationError:
    return ConfigurationError(
        f"The ontology cannot be checked: the reasoner HermiT needs a Java runtime and {why}",
        where="ontology check",
        remedy=(
            "Install a Java runtime of version 8 or newer (Debian and Ubuntu: 'apt-get install default-jre-headless'; "
            "Fedora: 'dnf install java-latest-openjdk-headless'; macOS: 'brew install temurin'; Windows: 'winget "
            "install EclipseAdoptium.Temurin.21.JRE') and run the check again."
        ),
    )


def _unusable(complaint: str) -> OntologyError:
    return OntologyError(
        f"The reasoner cannot work with this ontology: {_last_line(complaint)}",
        where="ontology check",
        remedy="Keep to OWL 2 DL: declare every class and property, and give each only one kind.",
    )


def _last_line(complaint: str) -> str:
    """What Java or the loader said last is the nearest to a cause; a whole stack trace helps nobody."""
    lines = [line.strip() for line in complaint.splitlines() if line.strip() and not line.lstrip().startswith("at ")]
    causes = [line for line in lines if "Exception" in line or "Error" in line] or lines[-1:] or ["it gave no reason"]
    return causes[-1].removeprefix(_JAVA_OPENING)
