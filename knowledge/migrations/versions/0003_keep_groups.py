"""keep which groups a condition belongs to"""

from alembic import op
import sqlalchemy as sa


revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


KINDS = "one of knowledge.grouping.KIND_RANKS"


def upgrade() -> None:
    if op.get_bind().dialect.name == 'postgresql':
        op.alter_column('record', 'kind', comment=KINDS, existing_comment='content, page or medquad')
    op.add_column('record', sa.Column('parents', sa.JSON(none_as_null=True), comment='groups that it belongs to, as catalogue:number', nullable=True))
    op.create_table('membership',
    sa.Column('group_id', sa.Integer(), nullable=False),
    sa.Column('member_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['group_id'], ['condition.id'], name=op.f('fk_membership_group_id_condition'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['member_id'], ['condition.id'], name=op.f('fk_membership_member_id_condition'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('group_id', 'member_id', name=op.f('pk_membership'))
    )
    op.create_index(op.f('ix_membership_member_id'), 'membership', ['member_id'], unique=False)


def downgrade() -> None:
    if op.get_bind().dialect.name == 'postgresql':
        op.alter_column('record', 'kind', comment='content, page or medquad', existing_comment=KINDS)
    op.drop_index(op.f('ix_membership_member_id'), table_name='membership')
    op.drop_table('membership')
    with op.batch_alter_table('record') as record:
        record.drop_column('parents')
