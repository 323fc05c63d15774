"""A person's or firm's reusable papers and results (kho quản lý dữ liệu điện tử)."""
