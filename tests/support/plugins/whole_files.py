"""How tests are shared among processes: a file's tests stay together, the longest files come first.

What a file makes once is then made once, and no process begins half a minute's work when the others
have nothing left to do.
"""

from xdist.scheduler import LoadFileScheduling  # type: ignore[import-untyped]
from xdist.workermanage import WorkerController  # type: ignore[import-untyped]

# Each starts a dozen processes of its own: one of these files runs after the other.
CAMPAIGNS = (
    "tests/bot/lab/campaign/test_campaign.py",
    "tests/bot/lab/cluster_campaign/test_cluster_campaign.py",
    "tests/bot/test_cluster.py",
    "tests/bot/test_rolling_restart.py",
)
# Of half a minute and more, with few tests: how many there are says little of how long they take.
LONG = (
    *CAMPAIGNS,
    "tests/bot/chat/canaries/test_doors.py",
    "tests/bot/lab/test_library_scale.py",
    "tests/index/citations/test_deep_links_in_a_browser.py",
    "tests/bot/sandbox/page/test_library.py",
    "tests/bot/sandbox/page/test_killed.py",
    "tests/bot/working/test_serving.py",
    "tests/index/models/test_onnx_encoder.py",
    "tests/test_mission.py",
    "tests/bot/chat/test_sharded_processes.py",
)


class WholeFiles(LoadFileScheduling):  # type: ignore[misc]  # xdist ships no types
    """Hands out files, the campaigns as one: the long ones first, then those of most tests."""

    def _split_scope(self, nodeid: str) -> str:
        """Return the file of a test; of a campaign the first one's."""
        file: str = super()._split_scope(nodeid)
        return CAMPAIGNS[0] if file in CAMPAIGNS else file

    def _assign_work_unit(self, node: WorkerController) -> None:
        """Give a process what comes next."""
        if self.config.option.loadscopereorder:  # else the order is somebody's choice
            left = next((scope for scope in LONG if scope in self.workqueue), None)
            if left is not None:
                self.workqueue.move_to_end(left, last=False)
        super()._assign_work_unit(node)
