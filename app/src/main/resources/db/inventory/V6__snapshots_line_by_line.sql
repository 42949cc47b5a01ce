-- A snapshot is kept line by line before any of it is applied: so it can be looked at first, one that breaks off while
-- it is told has changed nothing, and one that breaks off while it is applied goes on where it stopped.
drop table inventory.snapshot;

create table inventory.snapshot (
    merchant_id      bigint        not null,
    id               bigint        generated always as identity,
    number           text          not null,
    state            text          not null,
    as_of            timestamptz   not null,
    scope            text          not null,
    node_ids         bigint[]      not null,
    deducted_through timestamptz[] not null,
    orders_through   timestamptz,
    deducted_orders  bigint[]      not null,
    told_by          text          not null,
    received_at      timestamptz   not null,
    content_hash     bytea,
    lines            bigint        not null default 0,
    wrong            bigint        not null default 0,
    zeroed           bigint        not null default 0,
    changed          bigint        not null default 0,
    unchanged        bigint        not null default 0,
    ignored          bigint        not null default 0,
    applied_at       timestamptz,
    primary key (merchant_id, id),
    check (state in ('RECEIVING', 'RECEIVED', 'APPLYING', 'APPLIED', 'FORGOTTEN', 'DROPPED')),
    check (scope in ('PARTIAL', 'FULL')),
    check (state in ('RECEIVING', 'DROPPED') or content_hash is not null)
);
create unique index on inventory.snapshot (merchant_id, number) where state not in ('RECEIVING', 'DROPPED');

-- What was said, each line by its place in the telling from 1; behind the last those that a full snapshot left out.
create table inventory.snapshot_line (
    merchant_id     bigint not null,
    snapshot_id     bigint not null,
    place           int    not null,
    sku_id          bigint not null,
    node_id         bigint not null,
    said            bigint not null check (said >= 0),
    through_version bigint,
    primary key (merchant_id, snapshot_id, place)
);

-- What a line came to, written with the stock row that it changed.
create table inventory.snapshot_result (
    merchant_id bigint   not null,
    snapshot_id bigint   not null,
    place       int      not null,
    held        bigint   not null,
    since       bigint   not null,
    result      bigint   not null,
    verdict     smallint not null,
    primary key (merchant_id, snapshot_id, place)
);

-- The first of the lines that could not be taken, and why.
create table inventory.snapshot_wrong (
    merchant_id bigint not null,
    snapshot_id bigint not null,
    place       int    not null,
    nth         int    not null,
    pointer     text   not null,
    code        text   not null,
    detail      text   not null,
    primary key (merchant_id, snapshot_id, place, nth)
);

alter table inventory.snapshot_row
    drop column said,
    drop column since,
    drop column version;
