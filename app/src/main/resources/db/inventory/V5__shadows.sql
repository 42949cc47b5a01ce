-- What others told of a stock row while a lease kept it back, one entry per row and field: the last telling, and how far
-- all of them together are from the book. Written under the row's lock; orders never touch it.
create table inventory.shadow (
    merchant_id bigint      not null,
    sku_id      bigint      not null,
    node_id     bigint      not null,
    field       text        not null,
    told_kind   text        not null,
    told        bigint      not null,
    -- Of units on hand: what would be there more, or less, without the lease.
    difference  bigint      not null,
    -- The last telling was absolute: what was told before no longer counts.
    whole       boolean     not null,
    cause       text        not null,
    -- Of the stock row when it was told: who counts it later knows better.
    version     bigint      not null,
    told_at     timestamptz not null default clock_timestamp(),
    primary key (merchant_id, sku_id, node_id, field)
);
