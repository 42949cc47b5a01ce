-- What was promised and sold each day of the merchant, less what was released; from the ledger, never by orders.
create table inventory.daily_sales (
    merchant_id bigint not null,
    sku_id      bigint not null,
    node_id     bigint not null,
    day         date   not null,
    units       bigint not null,
    primary key (merchant_id, sku_id, node_id, day)
);
create index on inventory.daily_sales (day);

-- Up to which line of its ledger a row's sales are gathered.
create table inventory.sales_gathered (
    merchant_id bigint not null,
    sku_id      bigint not null,
    node_id     bigint not null,
    version     bigint not null,
    primary key (merchant_id, sku_id, node_id)
) with (fillfactor = 70);

create table inventory.forecast (
    merchant_id bigint             not null,
    sku_id      bigint             not null,
    node_id     bigint             not null,
    method      smallint           not null,
    by_weekday  double precision[] not null,
    sigma       double precision   not null,
    days        int                not null,
    made_on     date               not null,
    primary key (merchant_id, sku_id, node_id),
    check (cardinality(by_weekday) = 7)
);

-- 0 for all SKUs, all nodes.
create table inventory.reorder_rule (
    merchant_id      bigint      not null,
    sku_id           bigint      not null default 0,
    node_id          bigint      not null default 0,
    lead_time_days   int         check (lead_time_days between 0 and 365),
    review_days      int         not null check (review_days between 1 and 365),
    service_permille int         not null check (service_permille between 500 and 999),
    pack_units       bigint      not null check (pack_units >= 1),
    changed_by       text        not null,
    changed_at       timestamptz not null default clock_timestamp(),
    primary key (merchant_id, sku_id, node_id)
);

create table inventory.stock_alert (
    id          bigint generated always as identity primary key,
    merchant_id bigint      not null,
    sku_id      bigint      not null,
    node_id     bigint      not null,
    opened_at   timestamptz not null default clock_timestamp(),
    told_at     timestamptz,
    closed_at   timestamptz
);
create unique index on inventory.stock_alert (merchant_id, sku_id, node_id) where closed_at is null;
create index on inventory.stock_alert (merchant_id, id);

-- Outlives the alert it was said of: the row stays silent until then.
create table inventory.alert_silence (
    merchant_id bigint      not null,
    sku_id      bigint      not null,
    node_id     bigint      not null,
    until       timestamptz not null,
    reason      text        not null,
    said_by     text        not null,
    said_at     timestamptz not null default clock_timestamp(),
    primary key (merchant_id, sku_id, node_id)
);

-- Where each job stands in a merchant's rows; one node at a time goes on with it. 1: gathering sales; 2: forecasts;
-- 3: alerts.
create table inventory.reorder_turn (
    merchant_id bigint   not null,
    job         smallint not null,
    at_sku      bigint   not null default 0,
    at_node     bigint   not null default 0,
    done_on     date,
    primary key (merchant_id, job)
) with (fillfactor = 50);
