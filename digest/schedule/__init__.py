"""When a pass runs: `calendar` turns a newsletter's schedule into slots, `daemon` runs the passes at their time."""
