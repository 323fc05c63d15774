"""What each template needs: one TypedDict a paper, its check, and the list of all papers."""

from hoso.press.shapes.shelf import TEMPLATES, Template, template_named

__all__ = ["TEMPLATES", "Template", "template_named"]
