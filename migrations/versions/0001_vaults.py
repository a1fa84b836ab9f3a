"""Vaults, devices, records, and the list of erased credentials."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create every table of the first release."""
    op.create_table(
        "vault",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("epoch", sa.String(16), nullable=False),
        sa.Column("head", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.String(16), nullable=False),
        sa.Column("records", sa.BigInteger(), nullable=False),
        sa.Column("created_day", sa.String(10), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_vault"),
    )
    _create_device()
    _create_record()
    op.create_table(
        "erased",
        sa.Column("credential_hash", sa.String(64), nullable=False),
        sa.Column("erased_day", sa.String(10), nullable=False),
        sa.PrimaryKeyConstraint("credential_hash", name="pk_erased"),
    )
    server_state = op.create_table(
        "server_state",
        sa.Column("name", sa.String(32), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_server_state"),
    )
    op.bulk_insert(server_state, [{"name": "probe", "value": ""}])


def downgrade() -> None:
    """Remove everything."""
    for table in ("server_state", "erased", "record", "device", "vault"):
        op.drop_table(table)


def _create_device() -> None:
    op.create_table(
        "device",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("vault_id", sa.String(32), nullable=False),
        sa.Column("credential_hash", sa.String(64), nullable=False),
        sa.Column("created_day", sa.String(10), nullable=False),
        sa.Column("seen_day", sa.String(10), nullable=False),
        sa.ForeignKeyConstraint(["vault_id"], ["vault.id"], name="fk_device_vault_id_vault", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_device"),
        sa.UniqueConstraint("credential_hash", name="uq_device_credential_hash"),
    )
    op.create_index("ix_device_vault_id", "device", ["vault_id"])


def _create_record() -> None:
    op.create_table(
        "record",
        sa.Column("vault_id", sa.String(32), nullable=False),
        sa.Column("collection", sa.String(32), nullable=False),
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("fields", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["vault_id"], ["vault.id"], name="fk_record_vault_id_vault", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("vault_id", "collection", "id", name="pk_record"),
    )
    op.create_index("ix_record_vault_id_seq", "record", ["vault_id", "seq"], unique=True)
