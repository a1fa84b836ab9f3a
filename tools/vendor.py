"""./run vendor: fetches the pinned JavaScript libraries again, copies them unmodified, and stops when one differs."""

import hashlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tools.paths import ROOT

VENDOR = ROOT / "app" / "static" / "js" / "vendor"


@dataclass(frozen=True)
class Library:
    """A package as pinned, and which of its files go where."""

    name: str
    version: str
    archive_sha512: str
    folder: str
    files: tuple[str, ...]


LIBRARIES = (
    Library(
        name="lit-html",
        version="3.3.3",
        archive_sha512="7a5f0cea32b6a37457067ad21d7dd92abb0df33115eb7a521314ced70609cfb4"
        "27746619f37e777b66b93cf5fea877b66866b27e7721426900a2369601110e20",
        folder="lit-html-3",
        files=("lit-html.js", "lit-html.d.ts", "directive.d.ts", "LICENSE"),
    ),
    Library(
        name="idb",
        version="8.0.4",
        archive_sha512="8ddd084c2acdf996a1e09ed1fd9da39d1dd6ec0e015c30239a8eb63305ae4a3c"
        "428ae79401fed7e6b6e8744762756cde927c171e62e97599288a20a9a4d8b7d1",
        folder="idb-8",
        files=(
            "build/index.js",
            "build/index.d.ts",
            "build/entry.d.ts",
            "build/database-extras.d.ts",
            "build/util.d.ts",
            "build/wrap-idb-value.d.ts",
            "build/async-iterators.d.ts",
            "LICENSE",
        ),
    ),
)


def main() -> None:
    """Copy every library into app/static/js/vendor."""
    npm = shutil.which("npm") or str(Path(sys.executable).parent / "npm")
    for library in LIBRARIES:
        package = f"{library.name}@{library.version}"
        with tempfile.TemporaryDirectory() as scratch:
            subprocess.run([npm, "pack", "--silent", package], cwd=scratch, check=True)
            archive = next(Path(scratch).glob("*.tgz"))
            found = hashlib.sha512(archive.read_bytes()).hexdigest()
            if found != library.archive_sha512:
                sys.exit(f"{package} is not the archive that was pinned: {found}")
            _copy(archive, VENDOR / library.folder, library.files)
        print(package)


def _copy(archive: Path, target: Path, files: tuple[str, ...]) -> None:
    target.mkdir(parents=True, exist_ok=True)
    with tarfile.open(archive) as package:
        for name in files:
            source = package.extractfile(f"package/{name}")
            assert source, name
            (target / Path(name).name).write_bytes(source.read())


if __name__ == "__main__":
    main()
