-- SKUs for which orders wait no more, or otherwise than before: who stands behind them is still to be woken. Written with
-- the news of it, and worked off by the nodes that try waiting lines, the longest first.
create table channels.made_way (
    merchant_id bigint      not null,
    sku_id      bigint      not null,
    since       timestamptz not null default clock_timestamp(),
    primary key (merchant_id, sku_id)
);
create index on channels.made_way (since);
