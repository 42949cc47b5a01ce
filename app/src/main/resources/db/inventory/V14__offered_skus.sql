-- Of SKUs that were ever out of stock at a node: whether any node had some when it was told last. Orders never touch it.
create table inventory.offered_sku (
    merchant_id bigint      not null,
    sku_id      bigint      not null,
    offered     boolean     not null,
    version     bigint      not null,
    changed_at  timestamptz not null default clock_timestamp(),
    primary key (merchant_id, sku_id)
);
