from hypothesis import settings

# A busy machine is no reason for a rule to be wrong.
settings.register_profile("domain", deadline=None)
settings.load_profile("domain")
