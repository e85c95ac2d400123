"""Every module there is, in the order of the menu. A line here gives an overview its page, the page
of a row, a place in the menu, its files and its place in the API.
"""

from rxportal.overviews.accruals import ACCRUALS
from rxportal.overviews.changes import CHANGES
from rxportal.overviews.declarations import DECLARATIONS
from rxportal.overviews.documents import DOCUMENTS
from rxportal.overviews.payments import PAYMENTS
from rxportal.overviews.payslips import PAYSLIPS
from rxportal.overviews.phases import PHASES
from rxportal.overviews.placements import PLACEMENTS
from rxportal.overviews.spec import Overview
from rxportal.overviews.statements import STATEMENTS

MODULES: dict[str, Overview] = {
    each.slug: each
    for each in (
        PLACEMENTS,
        DOCUMENTS,
        DECLARATIONS,
        PAYSLIPS,
        STATEMENTS,
        PHASES,
        ACCRUALS,
        PAYMENTS,
        CHANGES,
    )
}
