"""Serves a home whose Spanish is a made-up language: every sentence of it stands in brackets.

Run with the folder of that language and a port, the home in AMPARO_HOME.
"""

import os
import sys

from django.conf import settings

from amparo.cli import main

if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "amparo.settings.django"
    _, folder, port = sys.argv
    settings.LOCALE_PATHS = [folder]
    sys.argv = ["amparo", "serve", "--port", port]
    main()
