"""/nieuws/<id>: one article."""

import reflex as rx

from rxportal.components.article import prose
from rxportal.components.feedback import page_skeleton
from rxportal.components.newsroom import desk
from rxportal.components.printing import print_button
from rxportal.components.record import back
from rxportal.components.shell import shell
from rxportal.locales import mark, t
from rxportal.overviews.articles import ARTICLES
from rxportal.state.article import ArticleState

ROUTE, TITLE = "/nieuws/[row]", mark("Nieuwsbericht")


def page() -> rx.Component:
    return shell(
        rx.cond(
            ArticleState.title != "",
            rx.el.article(
                back(ARTICLES),
                rx.cond(ArticleState.id > 0, desk()),
                rx.el.p(ArticleState.day, class_name="num text-body text-ink3"),
                rx.el.h1(ArticleState.title, class_name="mt-1 text-page font-semibold text-ink"),
                rx.el.div(prose(ArticleState.html), class_name="mt-5"),
                print_button(more="mt-6"),
                class_name="max-w-prose px-4 pb-24 pt-5 lg:px-6 lg:pb-8 lg:pt-3",
            ),
            page_skeleton(),
        ),
        title=t(TITLE),
        path="/nieuws",
        back="/nieuws",
    )
