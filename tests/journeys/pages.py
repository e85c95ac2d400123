"""Every page with somebody who uses it: an address of the demo agency, or nobody."""

CANDIDATE = "kandidaat@demo.example"
CLIENT = "opdrachtgever@demo.example"
OFFICE = "backoffice@demo.example"

PAGES = [
    ("", "/inloggen"),
    (CANDIDATE, "/"),
    (CLIENT, "/"),
    (OFFICE, "/"),
    (CANDIDATE, "/declaraties"),
    (CLIENT, "/declaraties"),
    (OFFICE, "/declaraties"),
    (CANDIDATE, "/mijn-gegevens"),
    (CANDIDATE, "/wachtwoord-wijzigen"),
]
