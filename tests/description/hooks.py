"""What a schema cannot say of requests."""

import re
import uuid

import schemathesis

KEY = "Idempotency-Key"


@schemathesis.hook
def before_call(context, case, kwargs):
    """A key names one request: two that differ have each their own. Wrong ones stay as they are."""
    if case.headers and re.fullmatch(r"[!-~]{1,128}", str(case.headers.get(KEY, ""))):
        case.headers[KEY] = uuid.uuid4().hex
