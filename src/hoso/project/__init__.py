"""Settings, addresses, and the only place that joins ports to adapters."""
