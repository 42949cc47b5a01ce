-- Which merchants want to know what their goods cost, and by which method they are shown. 1: moving average; 2: first in, first out.
create table inventory.cost_rule (
    merchant_id bigint      not null primary key,
    method      smallint    not null check (method in (1, 2)),
    changed_by  text        not null,
    changed_at  timestamptz not null default clock_timestamp(),
    at_sku      bigint      not null default 0,
    at_node     bigint      not null default 0
);

-- What a stock row's goods cost, by both methods, as far as its ledger has been counted. Values in minor units. Less than
-- zero units: more left than is known to have come, at the cost known last.
create table inventory.cost_row (
    merchant_id        bigint not null,
    sku_id             bigint not null,
    node_id            bigint not null,
    version            bigint not null,
    units              bigint not null,
    average_value      bigint not null,
    average_last_units bigint not null,
    average_last_value bigint not null,
    layers_value       bigint not null,
    layers_last_units  bigint not null,
    layers_last_value  bigint not null,
    note               text,
    primary key (merchant_id, sku_id, node_id)
);

-- What came and has not left, the oldest first.
create table inventory.cost_layer (
    merchant_id bigint not null,
    sku_id      bigint not null,
    node_id     bigint not null,
    version     bigint not null,
    units       bigint not null check (units > 0),
    value       bigint not null,
    primary key (merchant_id, sku_id, node_id, version)
);

-- What a movement brought or took, at the cost it left with. Append-only. A correction is what goods that had left before
-- they came cost more than was known then.
create table inventory.cost_line (
    merchant_id        bigint      not null,
    sku_id             bigint      not null,
    node_id            bigint      not null,
    version            bigint      not null,
    kind               smallint    not null,
    units              bigint      not null,
    average_value      bigint      not null,
    average_correction bigint      not null,
    layers_value       bigint      not null,
    layers_correction  bigint      not null,
    estimated          boolean     not null,
    order_id           bigint,
    recorded_at        timestamptz not null,
    primary key (merchant_id, sku_id, node_id, version)
);
create index on inventory.cost_line (merchant_id, sku_id, node_id, recorded_at);
create index on inventory.cost_line (merchant_id, order_id, sku_id) where order_id is not null;

-- What is on its way by a transfer costs what it left with.
create table inventory.cost_transit (
    merchant_id   bigint not null,
    transfer_id   bigint not null,
    sku_id        bigint not null,
    units         bigint not null check (units >= 0),
    average_value bigint not null,
    layers_value  bigint not null,
    primary key (merchant_id, transfer_id, sku_id)
);
