"""The door of citizens and firms."""
