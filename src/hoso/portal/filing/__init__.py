"""Filing, step by step: choose the desk, fill in, add papers, check and file, receipt."""
