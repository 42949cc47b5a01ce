-- Which lots held goods are of; of a lot all of these are its blocked units. Written under the row's lock.
create table inventory.lot_held (
    merchant_id bigint   not null,
    sku_id      bigint   not null,
    node_id     bigint   not null,
    condition   smallint not null,
    number      text     not null,
    units       bigint   not null check (units >= 0),
    primary key (merchant_id, sku_id, node_id, condition, number)
);

-- How many days a lot must still be good to be sold; sku 0: whatever has no rule of its own. Without any it is sold through
-- its last day.
create table inventory.sellable_days (
    merchant_id bigint      not null,
    sku_id      bigint      not null default 0,
    days        int         not null check (days between 0 and 3650),
    actor       text        not null,
    changed_at  timestamptz not null,
    primary key (merchant_id, sku_id)
);
