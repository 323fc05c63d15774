"""The WSGI application. Every page's code is loaded before the first request, so nobody waits for it."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hoso.project.settings")
application = get_wsgi_application()
get_resolver().url_patterns  # noqa: B018 - reading it imports the doors
