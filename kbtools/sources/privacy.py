"""What must never leave the machine: local paths and tokens inside addresses."""

import re
from urllib.parse import unquote

_LOCAL = re.compile(
    r"(?i)\b(?:file|vault|app|capacitor|content):/{1,3}[^\s<>()\[\]{}\"'`|，。；）】]{0,2000}"
)
_TOKEN = re.compile(
    r"(?i)([?&](?:auth_?key|access_?token|token|api_?key|key|sig|signature|password|secret|sessionid)=)"
    r"[^&#\s<>()\[\]\"'`|]{1,2000}"
)


def without_secrets(text: str) -> str:
    """The text with every local address cut down to its file's name and every token in an address removed."""
    if ":/" in text:
        text = _LOCAL.sub(_name, text)
    return _TOKEN.sub(r"\1…", text) if "=" in text else text


def _name(address: re.Match[str]) -> str:
    path = re.split(r"[?#]", address.group())[0]
    return re.split(r"[/\\]", unquote(path).rstrip("/\\"))[-1] or "…"
