"""What holds for every test: no example is judged by the time that it takes."""

from hypothesis import HealthCheck, settings

# A busy machine is no fault of the program; speed is measured by commands of the lab.
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")
