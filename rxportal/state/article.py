"""One article of the news."""

import reflex as rx

from rxportal.db.tables import Article
from rxportal.domain import text
from rxportal.formats import markdown
from rxportal.services import articles
from rxportal.state import arguments
from rxportal.state.session import act


class ArticleState(rx.State):
    title: str = ""
    day: str = ""
    html: str = ""  # cleaned: see formats/markdown.py

    @rx.event
    async def arrive(self) -> None:
        """The page opens; from then on it has been read."""
        self.title = self.day = self.html = ""
        number = arguments.last_number(str(self.router.url.path or ""))
        found: Article = await act(self, articles.read, number)
        self.title = found.title
        self.day = text.day_of_year(found.published_from)
        self.html = markdown.as_html(found.body)
