"""The browser that tests drive, and what it is started with."""

import shutil

# The shell draws the same pages without a browser around them, at four fifths of the processor's
# time; it is what Playwright itself starts where nothing is to be seen.
CHROMIUM = shutil.which("chromium-headless-shell") or shutil.which("chromium")

# Where its own window would suggest addresses lie three pages of several hundred modules, which it
# loads anew for each page that a test opens, and which cost as much as that page. The switch takes
# the place of Playwright's own, so the rest is what that switches off.
_FEATURES_OFF = """
    WebUIOmniboxPopup WebUIOmniboxAimPopup WebUIOmniboxFullPopup
    AvoidUnnecessaryBeforeUnloadCheckSync DestroyProfileOnBrowserClose HttpsUpgrades
    HttpsFirstBalancedModeAutoEnable LensOverlay MediaRouter PaintHolding
    ThirdPartyStoragePartitioning AvoidCorsURLLoaderRestartOnRedirect OptimizationHints
    NetworkTimeServiceQuerying AimEnabled PreconnectToSearch
""".split()
CHROMIUM_OPTIONS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    f"--disable-features={','.join(_FEATURES_OFF)}",
]
