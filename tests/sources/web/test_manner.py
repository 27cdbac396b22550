from __future__ import annotations

import pytest

from kelisim.errors import ConfigError
from kelisim.settings import Settings, read_settings
from kelisim.sources.web.manner import manner_of
from kelisim.version import __version__


@pytest.mark.parametrize(
    ("environment", "name"),
    [
        ({}, f"Kelisim/{__version__}"),
        ({"KELISIM_CONTACT": "mailto:desk@news.example"}, f"Kelisim/{__version__} (+mailto:desk@news.example)"),
        ({"KELISIM_USER_AGENT": "Desk/2", "KELISIM_CONTACT": "x"}, "Desk/2"),
    ],
)
def test_servers_are_told_who_asks(environment: dict[str, str], name: str) -> None:
    manner = manner_of(read_settings(environment))
    assert manner.user_agent == name
    assert name.startswith(manner.robot)


def test_an_option_goes_before_the_setting() -> None:
    assert manner_of(read_settings({"KELISIM_DELAY": "2.5"})).delay == 2.5
    assert manner_of(read_settings({"KELISIM_DELAY": "2.5"}), delay=0).delay == 0
    assert manner_of(Settings()).delay == 1
    assert not manner_of(Settings()).allow_private


@pytest.mark.parametrize("delay", ["soon", "-1", "inf", "nan"])
def test_a_delay_that_cannot_be_is_wrong_use(delay: str) -> None:
    with pytest.raises(ConfigError, match=f"a delay of {delay} cannot be"):
        manner_of(Settings(delay=delay))


def test_of_a_delay_that_cannot_be_the_option_is_named() -> None:
    with pytest.raises(ConfigError, match="a delay of -1 cannot be"):
        manner_of(Settings(delay="2"), delay=-1)


@pytest.mark.parametrize("name", ["a\r\nX: y", "талдаушы", "x" * 201])
def test_a_name_that_cannot_be_sent_is_wrong_use(name: str) -> None:
    with pytest.raises(ConfigError, match="KELISIM_USER_AGENT"):
        manner_of(Settings(user_agent=name))
    with pytest.raises(ConfigError, match="KELISIM_CONTACT"):
        manner_of(Settings(contact=name))
