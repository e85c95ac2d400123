"""Declaraties, as the browser sees them."""

from typing import ClassVar

import reflex as rx

from rxportal.overviews.declarations import DECLARATIONS
from rxportal.overviews.spec import Overview
from rxportal.state.bulk import BulkState


class DeclarationsState(BulkState, rx.State):
    overview: ClassVar[Overview] = DECLARATIONS
