"""What the agency keeps itself: candidates, clients, placements and the rest, as declarations."""
