-- Applying one that stopped half-way is tried again in the order of the last tries.
alter table inventory.snapshot
    add column tried_at timestamptz;
