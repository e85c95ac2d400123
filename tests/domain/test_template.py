"""The text of a contract template: its shapes, its fields, and what is missing."""

import pytest

from rxportal.domain.template import (
    FIELDS,
    Block,
    Holes,
    Shape,
    UnknownFields,
    blocks,
    checked,
    fill,
    fill_line,
)

VALUES = dict.fromkeys(FIELDS, "waarde") | {"kandidaat.naam": "Daria Kowalczewska"}


def test_a_text_has_headings_points_and_paragraphs():
    text = "# Loon\nRegel een\nregel twee\n\n- vakantiegeld\n* reiskosten\n-5 graden\n#\n"
    assert blocks(text) == [
        Block(Shape.HEADING, "Loon"),
        Block(Shape.PARAGRAPH, "Regel een\nregel twee"),
        Block(Shape.POINT, "vakantiegeld"),
        Block(Shape.POINT, "reiskosten"),
        Block(Shape.PARAGRAPH, "-5 graden\n#"),
    ]


def test_fields_are_filled_and_what_fills_them_stays_text():
    values = VALUES | {"plaatsing.functie": "# {vandaag}\n- chef", "vandaag": "9 oktober 2026"}
    (block,) = fill("{ plaatsing.functie } voor {kandidaat.naam}", values)
    assert block == Block(Shape.PARAGRAPH, "# {vandaag} - chef voor Daria Kowalczewska")
    assert fill_line("Contract {kandidaat.naam}", values) == "Contract Daria Kowalczewska"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Loon: {plaatsing.loon}", "{plaatsing.loon}"),
        ("{} en {Kandidaat.naam}", "{}, {Kandidaat.naam}"),
        ("{kandidaat.naam", "accolade"),
        ("kandidaat.naam}", "accolade"),
        ("{{kandidaat.naam}}", "accolade"),
    ],
)
def test_an_unknown_field_is_named_with_those_there_are(text, said):
    with pytest.raises(UnknownFields) as refused:
        checked(text)
    assert said in str(refused.value)
    assert all(f"{{{name}}}" in str(refused.value) for name in FIELDS)
    assert checked("{ kandidaat.naam }, {vandaag}") == "{ kandidaat.naam }, {vandaag}"


def test_all_that_is_missing_is_named_at_once():
    values = VALUES | {"plaatsing.einde": "", "plaatsing.uurloon": ""}
    with pytest.raises(Holes, match="Nog niet ingevuld: laatste dag, bruto uurloon"):
        fill("{plaatsing.einde} {plaatsing.uurloon} {plaatsing.einde} {vandaag}", values)
