"""`work` in a process of its own, whose workers wait: see `slow_worker`."""

from bot.lab.cluster_campaign.workers import work

MODULE = "tests.support.processes.slow_work"

if __name__ == "__main__":
    work("tests.support.processes.slow_worker")
