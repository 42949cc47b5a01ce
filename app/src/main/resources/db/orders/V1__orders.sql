create sequence orders.order_id increment by 1024;

-- What has come in, by its natural key. Narrow, unpartitioned: the one place that says "seen before".
-- kind 1: a channel's order number; 2: a client's idempotency key; 3: a wish about an order or stock.
create table orders.intake_key (
    merchant_id bigint   not null,
    kind        smallint not null,
    channel_id  bigint   not null,
    key         text     not null,
    body_hash   bytea    not null,
    order_id    bigint   not null,
    primary key (merchant_id, kind, channel_id, key)
);

create table orders.sales_order (
    merchant_id      bigint      not null,
    id               bigint      not null,
    channel_id       bigint      not null,
    number           text        not null,
    intent           smallint    not null,
    state            smallint    not null,
    payment_state    smallint    not null,
    source_version   bigint      not null,
    currency         char(3)     not null,
    goods            bigint      not null,
    discount         bigint      not null,
    freight          bigint      not null,
    tax              bigint      not null,
    payable          bigint      not null,
    paid             bigint      not null,
    totals_differ    boolean     not null,
    ships_at_once    boolean     not null,
    delivery_method  smallint    not null,
    region_country   text,
    region_code      text,
    recipient_record bigint,
    hold_expires_at  timestamptz,
    placed_at        timestamptz not null,
    updated_at       timestamptz not null,
    version          bigint      not null,
    remark           text,
    flag             text,
    discounts        jsonb,
    details          jsonb,
    primary key (merchant_id, id),
    check (goods >= 0 and discount >= 0 and freight >= 0 and tax >= 0 and paid >= 0)
) with (fillfactor = 85);
create index on orders.sales_order (merchant_id, updated_at, id);
create index on orders.sales_order (hold_expires_at) where hold_expires_at is not null;
create index on orders.sales_order (merchant_id, recipient_record) where recipient_record is not null;

create table orders.order_line (
    merchant_id   bigint   not null,
    order_id      bigint   not null,
    line          smallint not null,
    sku_id        bigint,
    node_id       bigint,
    channel_sku   text     not null,
    title         text     not null,
    units         bigint   not null check (units >= 0),
    units_shipped bigint   not null check (units_shipped between 0 and units),
    unit_price    bigint   not null,
    line_discount bigint   not null,
    allocated     bigint   not null,
    reservation   smallint not null,
    fulfilment    smallint not null,
    candidates    text,
    primary key (merchant_id, order_id, line)
) with (fillfactor = 85);
create index on orders.order_line (merchant_id, order_id) where reservation in (1, 2);

-- A request refused once and for good, with every short line.
create table orders.refusal (
    merchant_id bigint      not null,
    order_id    bigint      not null,
    reason      smallint    not null,
    lines       jsonb       not null,
    refused_at  timestamptz not null,
    primary key (merchant_id, order_id)
);

-- A cancel that came before its create waits here for it.
create table orders.early_cancel (
    merchant_id    bigint      not null,
    order_id       bigint      not null,
    source_version bigint      not null,
    reason         text        not null,
    told_at        timestamptz not null,
    primary key (merchant_id, order_id)
);

create table orders.payment (
    merchant_id bigint      not null,
    order_id    bigint      not null,
    reference   text        not null,
    method      text        not null,
    amount      bigint      not null,
    paid_at     timestamptz not null,
    primary key (merchant_id, order_id, reference)
);

create table orders.history (
    merchant_id bigint      not null,
    order_id    bigint      not null,
    id          bigint generated always as identity,
    at          timestamptz not null,
    kind        text        not null,
    actor       text        not null,
    detail      text        not null,
    primary key (merchant_id, order_id, id)
);
