-- Goods that are there and must not be sold, apart from the stock row, whose on hand is what may be sold. Written under
-- the stock row's lock. condition 1: quarantine; 2: damaged; 3: expired; 4: set aside for a transfer; 5: on its way here.
create table inventory.held (
    merchant_id bigint   not null,
    sku_id      bigint   not null,
    node_id     bigint   not null,
    condition   smallint not null,
    units       bigint   not null check (units >= 0),
    version     bigint   not null,
    primary key (merchant_id, sku_id, node_id, condition)
) with (fillfactor = 70);

-- Its ledger: append-only, numbered without a gap per row and condition. Each line belongs to one of the stock row's own,
-- so that what happened to sellable and held goods of one SKU at one node has one order.
create table inventory.held_movement (
    merchant_id   bigint      not null,
    sku_id        bigint      not null,
    node_id       bigint      not null,
    condition     smallint    not null,
    version       bigint      not null,
    kind          smallint    not null,
    units_change  bigint      not null check (units_change <> 0),
    units_after   bigint      not null check (units_after >= 0),
    stock_version bigint      not null,
    cause         text        not null,
    recorded_at   timestamptz not null default clock_timestamp(),
    primary key (merchant_id, sku_id, node_id, condition, version)
);
create index on inventory.held_movement (merchant_id, sku_id, node_id, stock_version);

-- Who wrote a line of a stock row's ledger, and under which key, where no order did. Apart from the ledger, so that a
-- line of an order stays as narrow as it is.
create table inventory.movement_by (
    merchant_id bigint not null,
    sku_id      bigint not null,
    node_id     bigint not null,
    version     bigint not null,
    actor       text   not null,
    key         text,
    primary key (merchant_id, sku_id, node_id, version)
);
