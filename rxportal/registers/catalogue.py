"""Every register there is, by its name in an address; what another names comes before it."""

from rxportal.registers.candidates import CANDIDATES
from rxportal.registers.clients import CLIENTS, CONTACTS, COST_CENTRES
from rxportal.registers.contract_templates import CONTRACT_TEMPLATES
from rxportal.registers.hour_types import HOUR_TYPES
from rxportal.registers.pay import BALANCES, PAYMENTS, PAYSLIPS, STATEMENTS
from rxportal.registers.placements import PLACEMENTS
from rxportal.registers.spec import Register

REGISTERS: dict[str, Register] = {
    each.slug: each
    for each in (
        CANDIDATES,
        CLIENTS,
        CONTACTS,
        COST_CENTRES,
        HOUR_TYPES,
        PLACEMENTS,
        CONTRACT_TEMPLATES,
    )
}
# What payroll says, and nobody types: a file brings it in, and there is no form for it.
IMPORTED: dict[str, Register] = {
    each.slug: each for each in (PAYMENTS, BALANCES, PAYSLIPS, STATEMENTS)
}
IMPORTABLE: dict[str, Register] = REGISTERS | IMPORTED
