alter table orders.sales_order add column refunded bigint not null default 0 check (refunded >= 0);

alter table orders.order_line
    add column units_returned bigint not null default 0,
    add check (units_returned between 0 and units_shipped);

-- Money that went back, by the payer's own number of it: the same news twice is one row.
create table orders.refund (
    merchant_id bigint      not null,
    order_id    bigint      not null,
    reference   text        not null,
    method      text        not null,
    amount      bigint      not null check (amount >= 0),
    refunded_at timestamptz not null,
    primary key (merchant_id, order_id, reference)
);

-- Goods that came back, whether or not the hub knows what sold them. Its number is of intake kind 4: a channel's return.
create table orders.goods_return (
    merchant_id     bigint      not null,
    id              bigint      not null,
    channel_id      bigint      not null,
    number          text        not null,
    order_id        bigint,
    original_number text,
    currency        char(3)     not null,
    refunded        bigint      not null check (refunded >= 0),
    method          text        not null,
    returned_at     timestamptz not null,
    recorded_at     timestamptz not null default now(),
    primary key (merchant_id, id)
);
create index on orders.goods_return (merchant_id, order_id) where order_id is not null;

-- disposition 1: on hand again; 2: damaged, never on hand. A line without SKU waits for its mapping, and for its stock.
create table orders.goods_return_line (
    merchant_id bigint   not null,
    return_id   bigint   not null,
    line        smallint not null,
    sku_id      bigint,
    node_id     bigint   not null,
    channel_sku text     not null,
    units       bigint   not null check (units > 0),
    amount      bigint   not null check (amount >= 0),
    disposition smallint not null check (disposition in (1, 2)),
    primary key (merchant_id, return_id, line)
);
