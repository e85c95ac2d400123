"""The store of files: a folder of our own."""

import pytest

from rxportal.gateways.store import FakeStore, FolderStore, UnknownStorage, store_of

KEY = "a-key_made-by-us-0123456789"


@pytest.fixture(params=["folder", "fake"])
def store(request, tmp_path):
    return FolderStore(tmp_path / "files") if request.param == "folder" else FakeStore()


def test_what_goes_in_comes_out(store):
    assert store.get(KEY) is None
    store.put(KEY, b"\x00bon")
    assert store.get(KEY) == b"\x00bon"


def test_only_the_server_itself_can_read_the_files(tmp_path):
    FolderStore(tmp_path / "files").put(KEY, b"bon")
    (file,) = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert file.stat().st_mode & 0o077 == 0
    assert file.parent.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("key", ["../../etc/passwd", "short", "", "a" * 65, KEY + "/x", KEY + "\n"])
def test_a_key_we_did_not_make_reaches_no_file(tmp_path, key):
    store = FolderStore(tmp_path)
    with pytest.raises(ValueError, match="not a key"):
        store.get(key)
    with pytest.raises(ValueError, match="not a key"):
        store.put(key, b"")


def test_the_setting_names_a_folder(tmp_path):
    assert store_of(f"file://{tmp_path}") == FolderStore(tmp_path)
    for url in ("", "/srv/files", "file://files", "s3://bucket"):
        with pytest.raises(UnknownStorage, match="RXPORTAL_STORAGE_URL"):
            store_of(url)


def test_what_is_kept_is_walked_in_order(store):
    assert list(store.keys()) == []
    for key in ("b" * 16, "a" * 16, KEY):
        store.put(key, b"bon")
    assert list(store.keys()) == sorted(["b" * 16, "a" * 16, KEY])


def test_what_is_not_ours_or_unfinished_is_not_walked_nor_in_the_way(tmp_path):
    store = FolderStore(tmp_path)
    store.put(KEY, b"bon")
    for stranger in (f"{KEY[:2]}/{KEY}.part", "xx/" + "y" * 20, "lost+found/" + "z" * 20, "README"):
        (tmp_path / stranger).parent.mkdir(exist_ok=True)
        (tmp_path / stranger).write_text("half")
    assert list(store.keys()) == [KEY]
    store.remove(KEY)
    store.put(KEY, b"new")
    assert store.get(KEY) == b"new"
