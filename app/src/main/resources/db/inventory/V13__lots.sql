-- The lots of rows that are kept by lots (bit 2 of stock.traits). Written only under the row's lock, so they need none of
-- their own; what they have on hand adds up to what their row has. The lot without a number is what came without one.
create table inventory.lot (
    merchant_id bigint not null,
    sku_id      bigint not null,
    node_id     bigint not null,
    number      text   not null,
    produced_on date,
    expires_on  date,
    on_hand     bigint not null,
    pinned      bigint not null,
    blocked     bigint not null,
    -- Changes with the first and the last unit only: the numbers themselves stand in no index.
    open        boolean not null generated always as (on_hand <> 0 or pinned <> 0 or blocked <> 0) stored,
    primary key (merchant_id, sku_id, node_id, number),
    check (pinned >= 0 and blocked >= 0),
    check (on_hand >= 0 or number = '')
) with (fillfactor = 70);
create index lot_open on inventory.lot (merchant_id, sku_id, node_id) where open;
create index lot_expiry on inventory.lot (merchant_id, expires_on, sku_id, node_id, number) where open and expires_on is not null;

-- Append-only, beside the ledger: what each movement did to which lots. Its lines for a movement add up to that one's
-- change of what is on hand, and those of a lot to the lot.
create table inventory.lot_movement (
    merchant_id    bigint not null,
    sku_id         bigint not null,
    node_id        bigint not null,
    number         text   not null,
    version        bigint not null,
    on_hand_change bigint not null,
    pinned_change  bigint not null,
    blocked_change bigint not null,
    on_hand_after  bigint not null,
    pinned_after   bigint not null,
    blocked_after  bigint not null,
    primary key (merchant_id, sku_id, node_id, number, version)
);
create index lot_movement_of on inventory.lot_movement (merchant_id, sku_id, node_id, version);

-- Live promises of a lot, beside the reservation of the line.
create table inventory.lot_pin (
    merchant_id bigint   not null,
    order_id    bigint   not null,
    line        smallint not null,
    sku_id      bigint   not null,
    node_id     bigint   not null,
    number      text     not null,
    units       bigint   not null check (units > 0),
    primary key (merchant_id, order_id, line)
);
create index on inventory.lot_pin (merchant_id, sku_id, node_id);
