"""Reads a blog that was exported: an RSS or Atom feed, a JSON feed, or one JSON object a line."""

from community.portability.blog_file.posts import Blog, BlogPost, BodyFormat
from community.portability.blog_file.reading import read_blog

__all__ = ["Blog", "BlogPost", "BodyFormat", "read_blog"]
