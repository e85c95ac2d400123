"""How to get into the demo agency. Imports nothing, so that a start can print it at once."""

PASSWORD = "welkom-bij-de-demo"  # noqa: S105 - known to everybody, which is why a demo is marked

ACCOUNTS: dict[str, str] = {
    "kandidaat@demo.example": "Daria Kowalczewska",
    "kandidaat2@demo.example": "Piotr Zawiślak",
    "opdrachtgever@demo.example": "Ruben Oosterlaak",
    "opdrachtgever2@demo.example": "Noor van Dalfsum",
    "backoffice@demo.example": "Sanne Waterlander",
    "beheerder@demo.example": "Mees de Boer",
}
