"""What the clock says by itself, once: reminders, proposals to apologise, stops."""
