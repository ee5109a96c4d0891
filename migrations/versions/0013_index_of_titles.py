"""an index of titles alone, on PostgreSQL."""

from __future__ import annotations

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

INDEXES = {"ix_entry_search_title_document": "document", "ix_entry_search_title_exact": "exact"}


def upgrade() -> None:
    """Bring the schema forward; a database that was made just now has the indexes."""
    if op.get_bind().dialect.name == "postgresql":
        for name, column in INDEXES.items():
            op.execute(f"CREATE INDEX IF NOT EXISTS {name} ON entry_search USING gin (ts_filter({column}, '{{a}}'))")


def downgrade() -> None:
    """Take it back."""
    if op.get_bind().dialect.name == "postgresql":
        for name in INDEXES:
            op.execute(f"DROP INDEX IF EXISTS {name}")
