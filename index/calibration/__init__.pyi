"""What other rooms may use."""

from .calibrate import Calibration as Calibration
from .calibrate import CalibrationOptions as CalibrationOptions
from .calibrate import calibrated as calibrated
from .examples import answered_questions as answered_questions
from .probes import ProbeKind as ProbeKind
from .thresholds import THRESHOLD_FILE as THRESHOLD_FILE
from .thresholds import KeptThreshold as KeptThreshold
from .thresholds import Threshold as Threshold
from .thresholds import conditions_of as conditions_of
from .thresholds import threshold_in_force as threshold_in_force
