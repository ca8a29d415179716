"""What a plugin, a skill and a category may be called: see also `registry.form.slug`."""

import re

SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?")
