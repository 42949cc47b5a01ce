create sequence inventory.node_id increment by 64;

create table inventory.node (
    merchant_id    bigint   not null,
    id             bigint   not null,
    code           text     not null,
    name           text     not null,
    kind           text     not null,
    region_country text     not null,
    region_code    text     not null,
    latitude       double precision,
    longitude      double precision,
    abilities      text[]   not null,
    lead_time_days int      not null,
    changed_at     timestamptz not null default now(),
    primary key (merchant_id, id),
    unique (merchant_id, code)
);

-- Hot: one row takes thousands of updates a second, so pages keep room for its next version and no index changes.
create table inventory.stock (
    merchant_id bigint not null,
    sku_id      bigint not null,
    node_id     bigint not null,
    on_hand     bigint not null default 0,
    reserved    bigint not null default 0,
    safety      bigint not null default 0,
    allowance   bigint not null default 0,
    units_short bigint not null default 0,
    version     bigint not null default 0,
    primary key (merchant_id, sku_id, node_id),
    check (0 <= reserved and reserved <= on_hand + allowance + units_short),
    check (safety >= 0 and allowance >= 0 and units_short >= 0)
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000,
        autovacuum_vacuum_cost_delay = 0);

-- Live promises only: a row goes when its units have left or are free again; the ledger remembers.
create table inventory.reservation (
    merchant_id bigint   not null,
    order_id    bigint   not null,
    line        smallint not null,
    sku_id      bigint   not null,
    node_id     bigint   not null,
    units       bigint   not null check (units > 0),
    primary key (merchant_id, order_id, line)
) with (autovacuum_vacuum_scale_factor = 0.05);

-- The ledger: append-only, numbered without a gap per stock row by version.
create table inventory.movement (
    merchant_id        bigint      not null,
    sku_id             bigint      not null,
    node_id            bigint      not null,
    version            bigint      not null,
    kind               smallint    not null,
    on_hand_change     bigint      not null,
    reserved_change    bigint      not null,
    on_hand_after      bigint      not null,
    reserved_after     bigint      not null,
    units_short_after  bigint      not null,
    order_id           bigint,
    cause              text,
    unit_cost          bigint,
    recorded_at        timestamptz not null default now(),
    primary key (merchant_id, sku_id, node_id, version, recorded_at)
) partition by range (recorded_at);

-- Months ahead are made at start and daily; see MovementPartitions.
create function inventory.make_movement_partitions(months_ahead int) returns void language plpgsql as $$
declare
    month date := date_trunc('month', now())::date;
begin
    for i in 0..months_ahead loop
        execute format(
            'create table if not exists inventory.movement_%s partition of inventory.movement for values from (%L) to (%L)',
            to_char(month, 'YYYYMM'), month, (month + interval '1 month')::date);
        month := (month + interval '1 month')::date;
    end loop;
end $$;

select inventory.make_movement_partitions(2);

create table inventory.discrepancy (
    id          bigint generated always as identity primary key,
    merchant_id bigint      not null,
    sku_id      bigint      not null,
    node_id     bigint      not null,
    units       bigint      not null check (units > 0),
    order_id    bigint,
    cause       text,
    opened_at   timestamptz not null default now(),
    closed_at   timestamptz
);
create index on inventory.discrepancy (merchant_id, id) where closed_at is null;
