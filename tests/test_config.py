import dataclasses

import pytest

from rxportal.config import SettingError, read


def test_an_empty_environment_serves_locally_from_a_sqlite_file():
    settings = read({})
    assert settings.base_url == "http://localhost:8080"
    assert settings.database_url.startswith("sqlite:///")
    assert settings.database_url.endswith("/data/rxportal.sqlite3")
    assert settings.origins == ("http://localhost:8080", "http://127.0.0.1:8080")
    assert not settings.demo


def test_the_port_is_part_of_the_address():
    assert read({"PORT": "9000"}).base_url == "http://localhost:9000"


def test_an_https_address_makes_cookies_secure_and_is_the_only_origin():
    settings = read({"RXPORTAL_BASE_URL": "https://portal.example.nl/"})
    assert settings.base_url == "https://portal.example.nl"
    assert settings.secure
    assert settings.cookie_name == "__Host-rxportal"
    assert settings.origins == ("https://portal.example.nl",)


def test_secret_keys_are_newest_first():
    assert read({"RXPORTAL_SECRET_KEYS": "new, old,"}).secret_keys == ("new", "old")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "eighty"),
        ("PORT", "0"),
        ("RXPORTAL_WORKERS", "0"),
        ("RXPORTAL_TRUSTED_PROXY_HOPS", "-1"),
        ("RXPORTAL_DEMO", "maybe"),
        ("RXPORTAL_JOBS", "sometimes"),
        ("RXPORTAL_SMTP_URL", "mail.example.nl"),
        ("RXPORTAL_SMTP_URL", "http://mail.example.nl"),
        ("RXPORTAL_SMTP_URL", "smtp://mail.example.nl:many"),
        ("RXPORTAL_BASE_URL", "portal.example.nl"),
        ("RXPORTAL_BASE_URL", "https://portal.example.nl/sub"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(name, value):
    with pytest.raises(SettingError, match=name):
        read({name: value})


def test_a_password_in_a_setting_is_not_repeated():
    with pytest.raises(SettingError) as problem:
        read({"RXPORTAL_SMTP_URL": "smpt://portaal:geheim@mail.example.nl"})
    assert "geheim" not in str(problem.value)


def test_the_server_does_the_jobs_itself_unless_told_otherwise():
    assert read({}).jobs
    assert not read({"RXPORTAL_JOBS": "0"}).jobs


def test_settings_do_not_change():
    with pytest.raises(dataclasses.FrozenInstanceError):
        read({}).port = 1  # type: ignore[misc]
