-- Figures that a platform has refused three times in a row: one row for each shelf, until it takes one.
create table channels.parked_stock (
    merchant_id bigint      not null,
    channel_id  bigint      not null,
    store       text        not null,
    sku_id      bigint      not null,
    -- The platform's, of the item that was refused last.
    channel_sku text        not null,
    available   bigint      not null,
    reason      text        not null,
    -- It was refused in a call of its own, so it goes on having one.
    alone       boolean     not null,
    times       integer     not null check (times > 0),
    since       timestamptz not null,
    last_try    timestamptz not null,
    next_try    timestamptz not null,
    -- A person wants it told again, and the channel's lane has not taken that up yet.
    again       boolean     not null default false,
    primary key (channel_id, store, sku_id)
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 2000);
create index parked_stock_merchant on channels.parked_stock (merchant_id, channel_id, store, sku_id);
create index parked_stock_again on channels.parked_stock (channel_id) where again;
