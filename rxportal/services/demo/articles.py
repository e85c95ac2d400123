"""What the demo agency has to tell: to everybody, to some, soon, and no longer."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from rxportal.db.tables import Article, ArticleRead
from rxportal.domain.news import Stage
from rxportal.domain.zone import today
from rxportal.services.demo.cast import Cast


@dataclass(frozen=True)
class News:
    """``ago`` and ``stays`` in days; without ``stays`` it does not go away."""

    ago: int
    title: str
    body: str
    candidates: bool = True
    clients: bool = True
    stays: int | None = None
    stage: Stage = Stage.PUBLISHED


NEWS = (
    News(150, "Zomerrooster", "In juli en augustus zijn we tot 17:00 bereikbaar.", stays=60),
    News(
        40,
        "Je vakantiegeld: wat en wanneer",
        """Vakantiegeld bouw je elke week op. Wat er staat, zie je bij
[Reserveringen](/reserveringen).

## Wanneer krijg ik het?

In mei, of eerder als je een week of langer vrij bent en erom vraagt.
""",
        clients=False,
    ),
    News(
        16,
        "Sneller goedkeuren",
        """Weken die gelijk zijn aan het rooster kun je in één keer goedkeuren.

- Kies de weken in *Declaraties*.
- Klik op *Goedkeuren*.

Weken die afwijken blijven staan, zodat je ze eerst kunt bekijken.
""",
        candidates=False,
    ),
    News(
        9,
        "Zo werkt week 53",
        """Dit jaar heeft **53 weken**. Voor jou verandert er niets: je vult elke week je uren in.

> Krijg je per vier weken betaald? Dan telt week 53 bij de laatste periode.
""",
        clients=False,
    ),
    News(
        2,
        "Uren rond de feestdagen",
        """In de laatste week van het jaar vallen **twee feestdagen**. Zo gaat het met de uren:

1. Gewerkt? Vul de uren in zoals altijd.
2. Vrij omdat het een feestdag was? Kies *Vrij* op die dag.
3. Dien de week uiterlijk maandag om 10:00 in.

Vragen? Mail naar [hulp@demo.example](mailto:hulp@demo.example).
""",
    ),
    News(
        20,
        "Storing bij het inloggen",
        "Inloggen lukt nu even niet. We zijn ermee bezig.",
        stage=Stage.WITHDRAWN,
    ),
    News(
        0,
        "Nieuwe veiligheidsschoenen",
        """Vanaf volgende maand krijg je van ons **nieuwe veiligheidsschoenen**.

- Geef je maat door vóór vrijdag.
""",
        clients=False,
        stage=Stage.DRAFT,
    ),
    News(-7, "Nieuwe openingstijden", "Vanaf nu zijn we bereikbaar van **08:00 tot 18:00**."),
)


def fill(session: Session, cast: Cast, *, now: datetime) -> None:
    """The articles; the first candidate has read the oldest that is still there."""
    rows = [_article(news, cast.office.name, now) for news in NEWS]
    session.add_all(rows)
    session.flush()
    reader, read = cast.placed[0].candidate, rows[1]
    session.add(ArticleRead(user_id=reader.id or 0, article_id=read.id or 0, at=now))


def _article(news: News, by: str, now: datetime) -> Article:
    day = today(now) - timedelta(days=news.ago)
    return Article(
        title=news.title,
        body=news.body,
        published_from=day,
        published_until=None if news.stays is None else day + timedelta(days=news.stays),
        for_candidates=news.candidates,
        for_clients=news.clients,
        stage=news.stage,
        changed_by=by,
        changed_at=now - timedelta(days=max(news.ago, 0)),
    )
