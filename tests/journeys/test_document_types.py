"""The back-office asks for another document, and a candidate finds it where documents are added."""

from playwright.sync_api import expect

from tests.journeys.pages import CANDIDATE, OFFICE


def test_a_required_kind_is_made_and_found_by_a_candidate(device, phone, axe):
    page = device(user=OFFICE)
    name = f"VCA {page.viewport_size['width']}"
    page.goto("/beheer/documenttypes")
    page.get_by_role("link", name="Documenttype toevoegen").and_(page.locator(":visible")).click()
    page.wait_for_url("**/toevoegen")
    expect(page.get_by_label("Toelichting")).to_have_count(1)
    page.get_by_label("Toelichting").fill("Voor- en achterkant")
    page.get_by_label("Verplicht voor wie voor ons werkt").check()
    page.get_by_label("Aantal dagen").fill("lang")
    page.get_by_role("button", name="Opslaan").click()
    expect(page.get_by_text("Vul de naam in.")).to_be_visible()
    expect(page.get_by_text("Typ een aantal dagen")).to_be_visible()
    expect(page.get_by_label("Toelichting")).to_have_value("Voor- en achterkant")
    expect(page.get_by_label("Verplicht voor wie voor ons werkt")).to_be_checked()
    axe(page)
    page.get_by_label("Naam").fill(name)
    page.get_by_label("Aantal dagen").fill("365")
    page.get_by_role("button", name="Opslaan").click()
    expect(page.get_by_text("Het documenttype is toegevoegd.")).to_be_visible()
    expect(page.get_by_role("heading", name=name)).to_be_visible()
    axe(page)

    candidate = phone(user=CANDIDATE)
    candidate.goto("/documenten/toevoegen")
    choice = candidate.get_by_role("link", name=name)
    expect(choice).to_contain_text("verplicht")
    expect(choice).to_contain_text("Voor- en achterkant")
    axe(candidate)
    choice.click()
    expect(candidate.get_by_role("heading", name=name)).to_be_visible()
    expect(candidate.get_by_text("Voor- en achterkant")).to_be_visible()
    axe(candidate)

    page.get_by_role("button", name="Niet meer gebruiken").click()
    expect(page.get_by_text("Wat er is, blijft staan.")).to_be_visible()
    candidate.goto("/documenten/toevoegen")
    expect(candidate.get_by_role("link", name="Rijbewijs")).to_be_visible()
    expect(choice).to_have_count(0)
