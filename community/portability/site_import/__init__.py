"""Brings a Stack Exchange site into the community: people, questions, answers, remarks, acceptance, duplicates."""

from community.portability.site_import.importing import import_site
from community.portability.site_import.refs import BadSite, Site

__all__ = ["BadSite", "Site", "import_site"]
