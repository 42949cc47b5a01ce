-- Lines of orders that wait for goods, a row for each stock row that may give them. Written while that row is locked, so
-- its places follow the order in which they came; bit 4 of stock.traits says that a row has some, or something to promise.
-- offer 0: it waits for what comes; 1: pre-order; 2: backorder, both promised of what is expected.
create table inventory.waiting (
    merchant_id bigint   not null,
    sku_id      bigint   not null,
    node_id     bigint   not null,
    place       bigint generated always as identity,
    order_id    bigint   not null,
    line        smallint not null,
    units       bigint   not null check (units > 0),
    offer       smallint not null default 0 check (offer between 0 and 2),
    promised_at timestamptz,
    stale       boolean  not null default false,
    since       timestamptz not null default clock_timestamp(),
    primary key (merchant_id, order_id, line, sku_id, node_id)
);
create index on inventory.waiting (merchant_id, sku_id, node_id, place);
create index on inventory.waiting (merchant_id, order_id) where stale;

-- Goods that are on their way. Written while their stock row is locked. state 1: open; 2: all came; 3: cancelled.
-- due_at is when they are counted on: expected_at, and a day later each time that has gone by without them.
create table inventory.expected (
    merchant_id    bigint      not null,
    sku_id         bigint      not null,
    node_id        bigint      not null,
    number         text        not null,
    units          bigint      not null check (units > 0),
    units_received bigint      not null default 0 check (units_received between 0 and units),
    expected_at    timestamptz not null,
    due_at         timestamptz not null,
    state          smallint    not null default 1 check (state between 1 and 3),
    version        bigint      not null default 1,
    changed_at     timestamptz not null default clock_timestamp(),
    changed_by     text        not null,
    primary key (merchant_id, number, sku_id, node_id)
);
create index on inventory.expected (merchant_id, sku_id, node_id) where state = 1;
create index on inventory.expected (due_at) where state = 1;

-- SKUs that may be sold before they are there; channel 0 stands for every channel. kind 1: pre-order; 2: backorder.
create table inventory.offer (
    merchant_id bigint   not null,
    sku_id      bigint   not null,
    channel_id  bigint   not null default 0,
    kind        smallint not null check (kind in (1, 2)),
    primary key (merchant_id, sku_id, channel_id)
);

-- Published to the books' proof, which holds orders' waiting lines against it.
create view inventory.waiting_line as
select distinct merchant_id, order_id, line, sku_id, units from inventory.waiting;
