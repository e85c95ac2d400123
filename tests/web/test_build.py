import gzip

import brotli
import pytest

from rxportal.web import build


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project whose front end is compiled by a stand-in that copies a source."""
    for folder in ("rxportal", "assets", "design", "reflex.lock"):
        (tmp_path / folder).mkdir()
    for file in ("rxconfig.py", "requirements.txt", "rxportal/page.py", "reflex.lock/bun.lock"):
        (tmp_path / file).write_text("1")
    compiled: list[str] = []

    def export(language):
        compiled.append(language)
        client = tmp_path / ".web" / "build" / "client"
        (client / "assets").mkdir(parents=True, exist_ok=True)
        (tmp_path / ".web" / "backend").mkdir(exist_ok=True)
        (tmp_path / ".web" / "routes.json").write_text("[]")
        (client / "index.html").write_text(f"<p>{language}</p>")
        (client / "assets" / "env-1.js").write_text("var e={EVENT:`ws://localhost:8080/_event`}")
        (tmp_path / "reflex.lock" / "package.json").write_text('{"react": "19"}')

    monkeypatch.setattr(build, "ROOT", tmp_path)
    monkeypatch.setattr(build, "OUTPUT", tmp_path / ".build")
    monkeypatch.setattr(build, "REFLEX_OUTPUT", tmp_path / ".web")
    monkeypatch.setattr(build, "_export", export)
    return tmp_path, compiled


def _quiet(_sentence):
    pass


def test_each_language_is_compiled_once(project):
    root, compiled = project
    assert build.build(_quiet)
    assert compiled == ["nl", "en"]
    assert (root / ".build/current/nl/index.html").read_text() == "<p>nl</p>"
    assert (root / ".build/current/en/index.html").read_text() == "<p>en</p>"
    assert not build.build(_quiet)
    assert compiled == ["nl", "en"]


@pytest.mark.parametrize("source", ["rxportal/page.py", "rxconfig.py", "requirements.txt"])
def test_a_changed_source_is_compiled_again(project, source):
    root, _ = project
    build.build(_quiet)
    (root / source).write_text("2")
    assert build.build(_quiet)


def test_a_new_or_removed_source_is_noticed(project):
    root, _ = project
    build.build(_quiet)
    (root / "assets" / "logo.svg").write_text("<svg/>")
    assert build.build(_quiet)
    (root / "assets" / "logo.svg").unlink()
    assert build.build(_quiet)


def test_another_lock_is_compiled_again(project):
    root, _ = project
    build.build(_quiet)
    (root / "reflex.lock" / "bun.lock").write_text("2")
    assert build.build(_quiet)


def test_tests_and_bytecode_are_no_sources(project):
    root, _ = project
    build.build(_quiet)
    for file in ("tests/test_x.py", "rxportal/__pycache__/page.pyc"):
        (root / file).parent.mkdir(exist_ok=True)
        (root / file).write_text("2")
    assert not build.build(_quiet)


def test_the_browser_finds_the_server_where_the_page_came_from(project):
    root, _ = project
    build.build(_quiet)
    script = (root / ".build/current/nl/assets/env-1.js").read_text()
    assert script == 'var e={EVENT:location.origin.replace(/^http/,"ws")+"/_event"}'


def test_the_lock_keeps_one_layout(project):
    root, _ = project
    build.build(_quiet)
    assert (root / "reflex.lock" / "package.json").read_text() == '{\n  "react": "19"\n}\n'
    assert not build.build(_quiet)


def test_text_is_compressed_twice(project):
    root, _ = project
    build.build(_quiet)
    page = root / ".build/current/en/index.html"
    assert brotli.decompress(page.with_name("index.html.br").read_bytes()) == page.read_bytes()
    assert gzip.decompress(page.with_name("index.html.gz").read_bytes()) == page.read_bytes()


def test_a_failed_build_leaves_the_old_one_in_place(project, monkeypatch):
    root, _ = project
    build.build(_quiet)

    def fail(_language):
        raise build.BuildError("syntax error")

    monkeypatch.setattr(build, "_export", fail)
    (root / "rxconfig.py").write_text("2")
    with pytest.raises(build.BuildError):
        build.build(_quiet)
    assert (root / ".build/current/nl/index.html").exists()


def test_one_name_with_two_contents_is_refused(project, monkeypatch):
    """Browsers keep /assets for a year: after a change of language they would mix the two."""
    root, _ = project
    export = build._export

    def ambiguous(language):
        export(language)
        (root / ".web/build/client/assets/a-1.js").write_text(language)

    monkeypatch.setattr(build, "_export", ambiguous)
    with pytest.raises(build.BuildError, match=r"/assets/a-1\.js"):
        build.build(_quiet)
