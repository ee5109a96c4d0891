"""The link that carries the page one is on to the form for a new bookmark."""

from __future__ import annotations

import json
from urllib.parse import quote

# It runs on other people's sites: it loads nothing, reads address, title and selection, and opens a tab.
_SCRIPT = (
    "void(function(){{"
    "var s=window.getSelection?String(getSelection()):'',e=encodeURIComponent;"
    "window.open({form}+'?url='+e(location.href)+'&title='+e(document.title.slice(0,200))"
    "+'&description='+e(s.trim().slice(0,1000)),'_blank')"
    "}})()"
)


def bookmarklet(form_address: str) -> str:
    """The address of a bookmark that, when chosen on any page, opens the form for saving that page.

    Args:
        form_address: the full address of the form.
    """
    return "javascript:" + quote(_SCRIPT.format(form=json.dumps(form_address)), safe="!$&'()*+,;=:/?{}[]|")
