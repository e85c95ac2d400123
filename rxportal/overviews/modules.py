"""Every module there is. One line here gives it a page, files and a place in the API."""

from rxportal.overviews.declarations import DECLARATIONS
from rxportal.overviews.spec import Overview

MODULES: dict[str, Overview] = {each.slug: each for each in (DECLARATIONS,)}
