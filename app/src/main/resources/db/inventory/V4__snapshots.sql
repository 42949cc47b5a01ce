-- Absolute numbers of an ERP or WMS: told once under their number, applied part by part.
create table inventory.snapshot (
    merchant_id  bigint      not null,
    number       text        not null,
    id           bigint      generated always as identity unique,
    head_hash    bytea       not null,
    as_of        timestamptz not null,
    told_by      text        not null,
    started_at   timestamptz not null,
    changed      bigint      not null default 0,
    unchanged    bigint      not null default 0,
    ignored      bigint      not null default 0,
    lines        bigint      not null default 0,
    wrong        bigint      not null default 0,
    zeroed       boolean     not null default false,
    content_hash bytea,
    finished_at  timestamptz,
    primary key (merchant_id, number),
    check ((content_hash is null) = (finished_at is null))
);

-- Which snapshot spoke of a stock row last. Written under the row's lock; orders never touch it.
create table inventory.snapshot_row (
    merchant_id bigint      not null,
    sku_id      bigint      not null,
    node_id     bigint      not null,
    snapshot_id bigint      not null,
    as_of       timestamptz not null,
    said        bigint      not null,
    since       bigint      not null,
    version     bigint      not null,
    primary key (merchant_id, sku_id, node_id)
) with (fillfactor = 70);
