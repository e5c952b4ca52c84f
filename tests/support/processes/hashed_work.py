"""`work` in a process of its own, whose workers need no model."""

from bot.lab.cluster_campaign.workers import work

MODULE = "tests.support.processes.hashed_work"
WORKER = "tests.support.processes.hashed_worker"

if __name__ == "__main__":
    work(WORKER)
