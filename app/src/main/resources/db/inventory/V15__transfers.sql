-- Goods on their way from one node to another. state 1: planned; 2: shipped; 3: partly received; 4: received; 5: cancelled.
create table inventory.transfer (
    merchant_id  bigint      not null,
    id           bigint      generated always as identity,
    number       text        not null,
    state        smallint    not null,
    from_node_id bigint      not null,
    to_node_id   bigint      not null check (to_node_id <> from_node_id),
    expected_at  timestamptz,
    set_aside    boolean     not null,
    note         text        not null,
    made_by      text        not null,
    made_at      timestamptz not null,
    changed_at   timestamptz not null,
    version      bigint      not null,
    primary key (merchant_id, id)
);
create unique index on inventory.transfer (merchant_id, number);

-- What of a line is on its way is what was shipped and has neither come, nor is lost, nor turned back.
create table inventory.transfer_line (
    merchant_id bigint   not null,
    transfer_id bigint   not null,
    line        smallint not null,
    sku_id      bigint   not null,
    units       bigint   not null check (units > 0),
    set_aside   bigint   not null check (set_aside >= 0),
    shipped     bigint   not null default 0,
    received    bigint   not null default 0,
    lost        bigint   not null default 0,
    turned_back bigint   not null default 0,
    primary key (merchant_id, transfer_id, line),
    check (received >= 0 and lost >= 0 and turned_back >= 0 and received + lost + turned_back <= shipped)
);

create table inventory.transfer_change (
    merchant_id bigint      not null,
    transfer_id bigint      not null,
    version     bigint      not null,
    state       smallint    not null,
    actor       text        not null,
    detail      text        not null,
    at          timestamptz not null,
    primary key (merchant_id, transfer_id, version)
);
