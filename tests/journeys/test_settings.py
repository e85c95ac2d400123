"""An administrator arranges what getting in asks, on a phone and on a laptop."""

from playwright.sync_api import expect

from tests.journeys.pages import ADMINISTRATOR, OFFICE


def test_change_what_is_asked_and_see_it_in_the_trail(device, as_it_was, axe):
    page = device(user=ADMINISTRATOR)
    # As high as all of the form: what lies half under the bar of a phone is scrolled from under it.
    page.set_viewport_size({"width": page.viewport_size["width"], "height": 2600})
    page.goto("/beheer/instellingen")
    page.get_by_role("button", name="Wijzigen").press("Enter")
    name = page.get_by_label("Naam")
    expect(name).to_be_focused()
    axe(page)
    name.fill("")
    page.get_by_label("E-mailadres voor vragen").fill("vraag@flexmeent")
    page.get_by_label("Kandidaat", exact=True).select_option("Code uit een app")
    page.get_by_label("Een cijfer").check()
    page.get_by_role("button", name="Opslaan", exact=True).press("Enter")
    expect(page.get_by_text("Vul de naam van je uitzendbureau in.")).to_be_visible()
    expect(page.get_by_text("Dit is geen e-mailadres.")).to_be_visible()
    # Nothing that was typed or chosen is lost.
    expect(page.get_by_label("E-mailadres voor vragen")).to_have_value("vraag@flexmeent")
    expect(page.get_by_label("Kandidaat", exact=True)).to_have_value("app")
    expect(page.get_by_label("Een cijfer")).to_be_checked()
    axe(page)
    name.fill("Flexmeent Noord")
    page.get_by_label("E-mailadres voor vragen").fill("vraag@flexmeent.example")
    page.get_by_role("button", name="Opslaan", exact=True).press("Enter")
    expect(page.get_by_text("De instellingen zijn opgeslagen.")).to_be_visible()
    expect(page.get_by_role("button", name="Wijzigen")).to_be_focused()
    expect(page.get_by_text("Code uit een app")).to_be_visible()
    axe(page)
    page.goto("/beheer/logboek")
    expect(page.get_by_text("factor candidate: – → app").first).to_be_visible()


def test_only_an_administrator_has_it_in_the_menu(laptop):
    page = laptop(user=ADMINISTRATOR)
    page.goto("/")
    expect(page.get_by_role("link", name="Instellingen")).to_be_visible()
    page = laptop(user=OFFICE)
    page.goto("/beheer/instellingen")
    expect(page.get_by_text("Dit kan niet met jouw account.")).to_be_visible()
    expect(page.get_by_role("link", name="Uitnodigingen")).to_be_visible()
    expect(page.get_by_role("link", name="Instellingen")).to_have_count(0)
    expect(page.get_by_role("button", name="Wijzigen")).to_have_count(0)
