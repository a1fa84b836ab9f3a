"""Joining and slimming files changes nothing but comments and space."""

import subprocess
from pathlib import Path

from app.web.bundle import boot_modules, compose_css, minify_css, without_comments
from app.web.site import APP_DIR
from tools.paths import node

JS = APP_DIR / "static" / "js"
PARSE = """import vm from "node:vm"; import fs from "node:fs"; import path from "node:path";
for (const file of fs.readdirSync(process.argv[1], { recursive: true }).filter((name) => name.endsWith(".js")))
  new vm.SourceTextModule(fs.readFileSync(path.join(process.argv[1], file), "utf8"), { identifier: file });"""


def test_css_keeps_what_matters() -> None:
    source = (
        '/* a */ .a > .b , .c:hover { color: red; content: "x y" ; }\n@media (width > 9px) { a { b: calc(1px + 2px) } }'
    )
    small = '.a > .b,.c:hover{color:red;content:"x y"}@media (width > 9px){a{b:calc(1px + 2px)}}'
    assert minify_css(source) == f"{small}\n"


def test_the_stylesheet_holds_every_css_file() -> None:
    css_dir = APP_DIR / "static" / "css"
    joined = compose_css(css_dir)
    assert "@import" not in joined
    for path in css_dir.rglob("*.css"):
        assert path.name == "main.css" or minify_css(path.read_text("utf-8")).strip() in joined, path.name


def test_comments_go_and_lines_stay() -> None:
    source = '/** one\n * two */\nconst a = "/** kept */"; // kept\n  // gone\n/** kept */ const b = 1;\n/** gone */\n'
    assert without_comments(source) == '\n\nconst a = "/** kept */"; // kept\n\n/** kept */ const b = 1;\n\n'


def test_every_script_still_parses_without_its_comments(tmp_path: Path) -> None:
    for path in JS.rglob("*.js"):
        target = tmp_path / path.relative_to(JS)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(without_comments(path.read_text("utf-8")), "utf-8")
    command = [
        str(node()),
        "--experimental-vm-modules",
        "--no-warnings",
        "--input-type=module",
        "-e",
        PARSE,
        str(tmp_path),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_boot_modules_follow_static_imports_only(tmp_path: Path) -> None:
    (tmp_path / "a.js").write_text(
        'import { b } from "./b.js";\n/** @type {import("./t.js").T} */\nawait import("./late.js");\n'
    )
    (tmp_path / "b.js").write_text('export {\n  c,\n} from "./c.js";\nimport "./a.js";\n')
    (tmp_path / "c.js").write_text("export const c = 1;\n")
    assert [path.name for path in boot_modules(tmp_path / "a.js")] == ["a.js", "b.js", "c.js"]
