"""gateways/sms.py: any provider Apprise knows, here one that takes JSON on this machine."""

import pytest

from rxportal.gateways.mail import Delayed
from rxportal.gateways.sms import AppriseTexter, Sms
from tests.sms_provider import provider

TEXT = Sms("+31600000012", "482913 is je eenmalige pincode & meer.\n\n@portaal.example #482913")


def test_the_number_takes_its_place_in_the_address():
    with provider() as (address, taken):
        AppriseTexter(f"{address}?:to={{number}}").send(TEXT)
    assert (taken[0]["to"], taken[0]["message"]) == (TEXT.to, TEXT.body)


def test_a_provider_that_does_not_take_it_is_asked_again_later():
    with provider(status=503) as (address, taken):
        texter = AppriseTexter(f"{address}?:to={{number}}")
        with pytest.raises(Delayed) as delayed:
            texter.send(TEXT)
    assert taken
    assert "482913" not in str(delayed.value)


@pytest.mark.parametrize(
    "address", ["twilio://AC" + "a" * 32 + ":" + "b" * 32 + "@31970000000", "clicksend://me:key@"]
)
def test_providers_get_the_number_by_its_own_name(address):
    service = AppriseTexter(address)._service(TEXT.to)
    assert any(TEXT.to.lstrip("+") in str(target) for target in service[0].targets)


def test_an_address_of_nothing_is_refused_at_once():
    with pytest.raises(ValueError, match="SMS provider"):
        AppriseTexter("nosuchthing://me")
