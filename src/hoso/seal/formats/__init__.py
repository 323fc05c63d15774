"""Signed files that are no PDF: CMS containers (CAdES), XML (XAdES) and ASiC containers, behind the same report."""
