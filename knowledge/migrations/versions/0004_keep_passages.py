"""keep the sentences of sections with their embeddings"""

from alembic import op
import sqlalchemy as sa


revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('passage',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('section_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('start', sa.Integer(), nullable=False, comment='where the sentence begins in the body, in characters'),
    sa.Column('end', sa.Integer(), nullable=False),
    sa.Column('made_with', sa.String(length=100), nullable=False, comment='the encoder, and the names that were masked'),
    sa.Column('embedding', sa.LargeBinary(), nullable=False, comment='16-bit floats, the lowest byte first'),
    sa.ForeignKeyConstraint(['section_id'], ['section.id'], name=op.f('fk_passage_section_id_section'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_passage')),
    sa.UniqueConstraint('section_id', 'position', name=op.f('uq_passage_section_id'))
    )


def downgrade() -> None:
    op.drop_table('passage')
